package org.evsebridge.bridge.mqtt;

import java.util.List;

/**
 * What a value measures, in the words of Home Assistant. It refuses a unit that does not belong to
 * a device class.
 *
 * @param platform the kind of entity
 * @param deviceClass empty for none
 * @param unit empty for none
 * @param stateClass empty for a value of which no statistics are made
 * @param options the texts that it may be; none for any
 */
record EntityKind(
    String platform, String deviceClass, String unit, String stateClass, List<String> options) {
  static final String MEASUREMENT = "measurement";
  static final String COUNTER = "total_increasing";

  static final EntityKind POWER = sensor("power", "W", MEASUREMENT);
  static final EntityKind ENERGY = sensor("energy", "kWh", COUNTER);
  static final EntityKind CURRENT = sensor("current", "A", MEASUREMENT);
  static final EntityKind VOLTAGE = sensor("voltage", "V", MEASUREMENT);
  static final EntityKind FREQUENCY = sensor("frequency", "Hz", MEASUREMENT);
  static final EntityKind TEMPERATURE = sensor("temperature", "°C", MEASUREMENT);
  static final EntityKind GAS = sensor("gas", "m³", COUNTER);
  static final EntityKind WATER = sensor("water", "m³", COUNTER);
  static final EntityKind HEAT = sensor("energy", "GJ", COUNTER);
  static final EntityKind COUNT = sensor("", "", COUNTER);
  static final EntityKind MOMENT = sensor("timestamp", "", "");
  static final EntityKind TEXT = sensor("", "", "");

  static EntityKind sensor(String deviceClass, String unit, String stateClass) {
    return new EntityKind("sensor", deviceClass, unit, stateClass, List.of());
  }

  /** One of some texts. */
  static EntityKind oneOf(List<String> options) {
    return new EntityKind("sensor", "enum", "", "", options);
  }

  /** {@code ON} or {@code OFF}. */
  static EntityKind onOff(String deviceClass) {
    return new EntityKind("binary_sensor", deviceClass, "", "", List.of());
  }
}
