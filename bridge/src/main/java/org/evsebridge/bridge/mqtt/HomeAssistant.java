package org.evsebridge.bridge.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.mqtt.DiscoveryConfig;
import org.evsebridge.bridge.config.mqtt.DiscoveryConfig.Form;
import org.evsebridge.bridge.house.Json;

/**
 * What Home Assistant is told of a device, as its page "MQTT" describes discovery. Home Assistant
 * refuses a device as a whole where a key is missing that it needs.
 *
 * @param bridgeTopic says whether the bridge is there
 * @param version of this program
 */
record HomeAssistant(DiscoveryConfig config, String bridgeTopic, String version) {
  private static final String NAME = "evse-bridge";
  private static final String PLATFORM = "platform";

  /** On a topic of discovery: what was told there is taken back. */
  static final String NOTHING = "";

  /** On a topic of discovery: what was told there is told elsewhere in a moment. */
  static final String MOVES = "{\"migrate_discovery\":true}";

  /** Whether nothing is told. */
  boolean isOff() {
    return config.form() == Form.OFF;
  }

  /** Where it says that it is there again. */
  String birthTopic() {
    return config.prefix() + "/status";
  }

  /**
   * Topics and what is told there.
   *
   * @param values those that the device shows
   * @param mayControl whether it can be set; where not, what could set it before is taken away
   */
  Map<String, String> about(
      ShownDevice device, Collection<? extends ShownValue> values, boolean mayControl) {
    Map<String, Map<String, Object>> components = new LinkedHashMap<>();
    values.forEach(value -> components.put(value.key(), sensor(device, value)));
    for (ModuleCommand control : ModuleCommand.values()) {
      if (values.contains(control.state())) {
        components.put(
            control.key(),
            mayControl ? control(device, control) : Map.of(PLATFORM, control.platform()));
      }
    }
    return switch (config.form()) {
      case OFF -> Map.of();
      case DEVICE -> Map.of(deviceTopic(device), allOf(device, components));
      case ENTITY -> eachOf(device, components);
    };
  }

  private String deviceTopic(ShownDevice device) {
    return config.prefix() + "/device/" + device.id() + "/config";
  }

  private String entityTopic(ShownDevice device, String platform, String key) {
    return String.join("/", config.prefix(), platform, device.id(), key, "config");
  }

  /** Where what is told in another form than the one that is wished would stand. */
  List<String> otherForms(ShownDevice device) {
    String all = deviceTopic(device);
    String each = entityTopic(device, "+", "+");
    return switch (config.form()) {
      case OFF -> List.of(all, each);
      case DEVICE -> List.of(each);
      case ENTITY -> List.of(all);
    };
  }

  private String allOf(ShownDevice device, Map<String, Map<String, Object>> components) {
    Map<String, Object> all = common(device);
    all.put("components", components);
    return text(all);
  }

  /** One with nothing but its platform is one that is taken away. */
  private Map<String, String> eachOf(
      ShownDevice device, Map<String, Map<String, Object>> components) {
    Map<String, String> messages = new LinkedHashMap<>();
    components.forEach(
        (key, component) -> {
          Map<String, Object> one = common(device);
          one.putAll(component);
          String platform = (String) one.remove(PLATFORM);
          messages.put(
              entityTopic(device, platform, key), component.size() == 1 ? NOTHING : text(one));
        });
    return messages;
  }

  private Map<String, Object> common(ShownDevice device) {
    Map<String, Object> self = new LinkedHashMap<>();
    self.put("identifiers", List.of(device.id()));
    self.put("name", device.name());
    if (!device.model().isEmpty()) {
      self.put("model", device.model());
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("device", self);
    all.put("origin", Map.of("name", NAME, "sw_version", version));
    all.put(
        "availability",
        List.of(Map.of("topic", bridgeTopic), Map.of("topic", device.availabilityTopic())));
    all.put("availability_mode", "all");
    return all;
  }

  private static Map<String, Object> sensor(ShownDevice device, ShownValue value) {
    EntityKind quantity = value.quantity();
    Map<String, Object> one =
        entity(device, quantity.platform(), value.key(), value.title(), device.stateTopic(value));
    putUnlessEmpty(one, "device_class", quantity.deviceClass());
    putUnlessEmpty(one, "unit_of_measurement", quantity.unit());
    putUnlessEmpty(one, "state_class", quantity.stateClass());
    if (!quantity.options().isEmpty()) {
      one.put("options", quantity.options());
    }
    if (value.isDiagnostic()) {
      one.put("entity_category", "diagnostic");
    }
    return one;
  }

  private static Map<String, Object> control(ShownDevice device, ModuleCommand control) {
    Map<String, Object> one =
        entity(
            device,
            control.platform(),
            control.key(),
            "set " + control.state().title(),
            device.stateTopic(control.state()));
    one.put("command_topic", device.commandTopic(control));
    one.putAll(control.more());
    return one;
  }

  private static Map<String, Object> entity(
      ShownDevice device, String platform, String key, String title, String stateTopic) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put(PLATFORM, platform);
    one.put("unique_id", device.id() + "_" + key);
    one.put("name", Character.toUpperCase(title.charAt(0)) + title.substring(1));
    one.put("state_topic", stateTopic);
    return one;
  }

  private static void putUnlessEmpty(Map<String, Object> one, String key, String text) {
    if (!text.isEmpty()) {
      one.put(key, text);
    }
  }

  private static String text(Map<String, Object> all) {
    return new String(Json.bytes(all), StandardCharsets.UTF_8);
  }
}
