package org.evsebridge.simulator.charger;

import java.io.IOException;

/** What the module keeps without power. */
public interface Eeprom {
  /**
   * What is kept.
   *
   * @param settings as last saved
   * @param totalEnergy in kWh
   */
  record Content(Settings settings, double totalEnergy) {}

  Content load();

  /**
   * Keeps a content in the place of the last.
   *
   * @throws IOException when it cannot be kept; then the last one still is
   */
  void store(Content content) throws IOException;

  /** An EEPROM that lives as long as the program. */
  static Eeprom inMemory(Settings settings) {
    return new Eeprom() {
      private Content kept = new Content(settings, 0);

      @Override
      public Content load() {
        return kept;
      }

      @Override
      public void store(Content content) {
        kept = content;
      }
    };
  }
}
