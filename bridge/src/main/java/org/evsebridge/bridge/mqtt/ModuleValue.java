package org.evsebridge.bridge.mqtt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleState;

/** What is told of a charging module. What nobody has read yet is not told. */
enum ModuleValue implements ShownValue {
  STATE(
      "state",
      Quantity.oneOf(List.of("A", "B", "C", "D", "F")),
      m -> m.state().flatMap(ModuleValue::letter)),
  CONNECTED("car connected", Quantity.onOff("plug"), m -> onOff(m, ModuleState.B)),
  CHARGING("charging", Quantity.onOff("battery_charging"), m -> onOff(m, ModuleState.C)),
  ENABLED(
      "charging allowed",
      Quantity.onOff(""),
      m -> whole(m.advertised()).map(a -> onOff(!a.equals("0")))),
  POWER("power", Quantity.POWER, m -> rounded(m.watts(), 0)),
  CURRENT_L1("current L1", Quantity.CURRENT, m -> on(Phase.L1, m.amperes())),
  CURRENT_L2("current L2", Quantity.CURRENT, m -> on(Phase.L2, m.amperes())),
  CURRENT_L3("current L3", Quantity.CURRENT, m -> on(Phase.L3, m.amperes())),
  VOLTAGE_L1("voltage L1", Quantity.VOLTAGE, m -> on(Phase.L1, m.volts())),
  VOLTAGE_L2("voltage L2", Quantity.VOLTAGE, m -> on(Phase.L2, m.volts())),
  VOLTAGE_L3("voltage L3", Quantity.VOLTAGE, m -> on(Phase.L3, m.volts())),
  SESSION_ENERGY("energy of this session", Quantity.ENERGY, m -> rounded(m.sessionKwh(), 3)),
  TOTAL_ENERGY("total energy", Quantity.ENERGY, m -> rounded(m.totalKwh(), 3)),
  LIMIT("limit", Quantity.CURRENT, m -> whole(m.limit())),
  ADVERTISED("current offered to the car", Quantity.CURRENT, m -> whole(m.advertised())),
  PHASES(
      "phases",
      Quantity.oneOf(List.of("1", "3")),
      m -> m.threePhases().map(three -> three ? "3" : "1")),
  PROBLEM("problem", Quantity.onOff("problem"), m -> m.state().map(state -> onOff(isFault(state)))),
  ERRORS("errors", Quantity.TEXT, ModuleValue::errors),
  CABLE("current that the cable may carry", Quantity.CURRENT, m -> whole(m.cable())),
  TEMPERATURE("temperature of the board", Quantity.TEMPERATURE, m -> whole(m.celsius())),
  FIRMWARE("firmware", Quantity.TEXT, ModuleReading::firmware);

  private final String title;
  private final Quantity quantity;
  private final Function<ModuleReading, Optional<String>> reading;

  ModuleValue(String title, Quantity quantity, Function<ModuleReading, Optional<String>> reading) {
    this.title = title;
    this.quantity = quantity;
    this.reading = reading;
  }

  /** All that is known of a module. */
  static Map<ShownValue, String> of(ModuleReading module) {
    Map<ShownValue, String> shown = new LinkedHashMap<>();
    for (ModuleValue value : values()) {
      value.reading.apply(module).ifPresent(text -> shown.put(value, text));
    }
    return shown;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Quantity quantity() {
    return quantity;
  }

  @Override
  public boolean isDiagnostic() {
    return compareTo(PROBLEM) >= 0;
  }

  /** As IEC 61851 calls it, and evcc: a fault is F, wherever it lies. */
  private static Optional<String> letter(ModuleState state) {
    return switch (state) {
      case UNDEFINED -> Optional.empty();
      case A, B, C, D -> Optional.of(state.name());
      case ERROR, HARDWARE_ERROR -> Optional.of("F");
    };
  }

  private static boolean isFault(ModuleState state) {
    return state == ModuleState.ERROR || state == ModuleState.HARDWARE_ERROR;
  }

  /** Whether a car is as far as some state; empty where the state says nothing of it. */
  private static Optional<String> onOff(ModuleReading module, ModuleState from) {
    return module
        .state()
        .filter(state -> state != ModuleState.UNDEFINED && !isFault(state))
        .map(state -> onOff(state.compareTo(from) >= 0));
  }

  private static String onOff(boolean on) {
    return on ? "ON" : "OFF";
  }

  private static Optional<String> errors(ModuleReading module) {
    return module
        .state()
        .map(
            known ->
                module.errors().isEmpty()
                    ? "none"
                    : module.errors().stream()
                        .sorted()
                        .map(ErrorBit::toString)
                        .collect(Collectors.joining(", ")));
  }

  private static Optional<String> on(Phase phase, Optional<PerPhase> all) {
    return all.flatMap(each -> rounded(OptionalDouble.of(each.get(phase)), 2));
  }

  private static Optional<String> whole(OptionalInt number) {
    return number.isEmpty() ? Optional.empty() : Optional.of(String.valueOf(number.getAsInt()));
  }

  /** The module's steps are of 1/256. */
  private static Optional<String> rounded(OptionalDouble number, int decimals) {
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(number.getAsDouble())
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString());
  }
}
