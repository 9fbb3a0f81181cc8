package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.grid.PerPhase;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void aNumberIsShownWithoutWhatBinaryFractionsLeaveBehind() {
    assertThat(JsonText.line(new PerPhase(7.3999999999999995, -230.4, 0.1 + 0.2)))
        .isEqualTo("{\"l1\":7.4,\"l2\":-230.4,\"l3\":0.3}");
  }

  @Test
  void nothingIsShownWithoutASign() {
    assertThat(JsonText.line(new PerPhase(-0.0, -1e-9, 0)))
        .isEqualTo("{\"l1\":0.0,\"l2\":0.0,\"l3\":0.0}");
  }

  private record Inner(Optional<String> name, List<Float> values, Map<String, Boolean> on) {}

  private record Outer(String none, Inner inner, long count) {}

  private static final Outer OUTER =
      new Outer(
          null,
          new Inner(Optional.of("grün \"1\""), List.of(230.1f), Map.of("oven", true)),
          1L << 40);

  @Test
  void recordsMapsAndListsAreWrittenWithWhatIsMissingInThem() {
    assertThat(JsonText.line(OUTER))
        .isEqualTo(
            "{\"none\":null,\"inner\":{\"name\":\"grün \\\"1\\\"\",\"values\":[230.1],\"on\":{\"oven\":true}},"
                + "\"count\":1099511627776}");
    assertThat(JsonText.line(new Inner(Optional.empty(), List.of(), Map.of())))
        .isEqualTo("{\"name\":null,\"values\":[],\"on\":{}}");
  }

  @Test
  void forPeopleItIsIndented() {
    assertThat(new String(JsonText.text(new PerPhase(1, 2, 3)), StandardCharsets.UTF_8))
        .isEqualTo("{\n  \"l1\" : 1.0,\n  \"l2\" : 2.0,\n  \"l3\" : 3.0\n}\n");
  }

  @Test
  void whatHasNoPlaceInJsonIsAFaultOfTheProgram() {
    assertThatThrownBy(() -> JsonText.line(List.of(Thread.State.NEW)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Thread$State");
  }
}
