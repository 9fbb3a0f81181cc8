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
record Quantity(
    String platform, String deviceClass, String unit, String stateClass, List<String> options) {
  static final String MEASUREMENT = "measurement";
  static final String COUNTER = "total_increasing";

  static final Quantity POWER = sensor("power", "W", MEASUREMENT);
  static final Quantity ENERGY = sensor("energy", "kWh", COUNTER);
  static final Quantity CURRENT = sensor("current", "A", MEASUREMENT);
  static final Quantity VOLTAGE = sensor("voltage", "V", MEASUREMENT);
  static final Quantity FREQUENCY = sensor("frequency", "Hz", MEASUREMENT);
  static final Quantity TEMPERATURE = sensor("temperature", "°C", MEASUREMENT);
  static final Quantity GAS = sensor("gas", "m³", COUNTER);
  static final Quantity WATER = sensor("water", "m³", COUNTER);
  static final Quantity HEAT = sensor("energy", "GJ", COUNTER);
  static final Quantity COUNT = sensor("", "", COUNTER);
  static final Quantity MOMENT = sensor("timestamp", "", "");
  static final Quantity TEXT = sensor("", "", "");

  static Quantity sensor(String deviceClass, String unit, String stateClass) {
    return new Quantity("sensor", deviceClass, unit, stateClass, List.of());
  }

  /** One of some texts. */
  static Quantity oneOf(List<String> options) {
    return new Quantity("sensor", "enum", "", "", options);
  }

  /** {@code ON} or {@code OFF}. */
  static Quantity onOff(String deviceClass) {
    return new Quantity("binary_sensor", deviceClass, "", "", List.of());
  }
}
