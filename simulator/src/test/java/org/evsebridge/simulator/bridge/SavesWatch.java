package org.evsebridge.simulator.bridge;

import java.nio.file.Path;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.station.Eeproms;

/** Keeps modules' EEPROMs and counts how often settings were saved in them. */
final class SavesWatch implements Eeproms {
  private int count;

  @Override
  public Eeprom open(Path file, Settings blank) {
    Eeprom kept = Eeprom.inMemory(blank);
    return new Eeprom() {
      @Override
      public Content load() {
        return kept.load();
      }

      @Override
      public void store(Content content) throws java.io.IOException {
        count += content.settings().equals(kept.load().settings()) ? 0 : 1; // energy is kept too
        kept.store(content);
      }
    };
  }

  int count() {
    return count;
  }
}
