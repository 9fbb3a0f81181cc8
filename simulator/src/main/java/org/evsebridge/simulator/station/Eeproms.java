package org.evsebridge.simulator.station;

import java.nio.file.Path;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.Settings;

/** Opens the EEPROMs that are kept in files. */
@FunctionalInterface
public interface Eeproms {
  /**
   * @param blank what a new one holds
   * @throws ConfigException when the file cannot be used
   */
  Eeprom open(Path file, Settings blank) throws ConfigException;
}
