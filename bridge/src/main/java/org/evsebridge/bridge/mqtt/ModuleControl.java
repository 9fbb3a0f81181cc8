package org.evsebridge.bridge.mqtt;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be set of a charging module by MQTT, where that is wished. */
enum ModuleControl {
  LIMIT(
      ModuleValue.LIMIT,
      "number",
      "0, or 6 to 80 A",
      Map.of(
          "min", 0, "max", 80, "step", 1, "unit_of_measurement", "A", "device_class", "current")),
  ENABLED(ModuleValue.ENABLED, "switch", "`ON` or `OFF`", Map.of()),
  PHASES(ModuleValue.PHASES, "select", "`1` or `3`", Map.of("options", List.of("1", "3")));

  private final ModuleValue state;
  private final String platform;
  private final String takes;
  private final Map<String, Object> more;

  ModuleControl(ModuleValue state, String platform, String takes, Map<String, Object> more) {
    this.state = state;
    this.platform = platform;
    this.takes = takes;
    this.more = more;
  }

  /** The value that shows what was set. */
  ModuleValue state() {
    return state;
  }

  /** The kind of entity that Home Assistant makes of it. */
  String platform() {
    return platform;
  }

  /** What a command may be, for the documentation. */
  String takes() {
    return takes;
  }

  /** What Home Assistant is to know beside the topics. */
  Map<String, Object> more() {
    return more;
  }

  String key() {
    return "set_" + name().toLowerCase(Locale.ROOT);
  }
}
