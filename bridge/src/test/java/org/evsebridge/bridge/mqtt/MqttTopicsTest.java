package org.evsebridge.bridge.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.api.Test;

/** What the documentation says of the topics, and what Home Assistant would refuse. */
class MqttTopicsTest {
  @Test
  void theDocumentationShowsTheTopicsAsTheyAreDeclared() throws Exception {
    Documents.requireTable("mqtt meter topics", table(List.of(MeterValue.values())));
    Documents.requireTable("mqtt module topics", table(List.of(ModuleValue.values())));
    StringBuilder commands = new StringBuilder("| topic | takes | sets |\n|---|---|---|\n");
    for (ModuleControl control : ModuleControl.values()) {
      commands.append(
          "| `evse-bridge/module/UNIT/%s/set` | %s | %s |\n"
              .formatted(control.state().key(), control.takes(), control.state().title()));
    }
    Documents.requireTable("mqtt commands", commands.toString());
  }

  private static String table(List<? extends ShownValue> values) {
    StringBuilder table = new StringBuilder("| topic | what | value |\n|---|---|---|\n");
    for (ShownValue value : values) {
      table.append(
          "| `%s` | %s | %s |\n".formatted(value.key(), value.title(), words(value.quantity())));
    }
    return table.toString();
  }

  private static String words(Quantity quantity) {
    if (quantity.platform().equals("binary_sensor")) {
      return "`ON` or `OFF`";
    }
    if (!quantity.options().isEmpty()) {
      return "one of " + String.join(", ", quantity.options());
    }
    if (quantity.equals(Quantity.MOMENT)) {
      return "ISO 8601, with the zone";
    }
    if (quantity.equals(Quantity.COUNT)) {
      return "a number";
    }
    return quantity.unit().isEmpty() ? "a text" : quantity.unit();
  }

  @Test
  void noValueHasAKeyThatHomeAssistantCannotHaveInATopic() {
    Stream.of(MeterValue.values(), ModuleValue.values())
        .flatMap(Stream::of)
        .forEach(value -> assertThat(value.key()).matches("[a-z0-9_]+"));
  }

  /** Such a value is refused from 2025.7 on. */
  @Test
  void whatIsOneOfSomeTextsHasNoUnitAndNoStatistics() {
    Stream.of(MeterValue.values(), ModuleValue.values())
        .flatMap(Stream::of)
        .map(ShownValue::quantity)
        .filter(quantity -> !quantity.options().isEmpty())
        .forEach(
            quantity -> {
              assertThat(quantity.unit()).isEmpty();
              assertThat(quantity.stateClass()).isEmpty();
              assertThat(quantity.deviceClass()).isEqualTo("enum");
            });
  }
}
