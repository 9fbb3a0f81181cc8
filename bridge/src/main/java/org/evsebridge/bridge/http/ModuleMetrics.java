package org.evsebridge.bridge.http;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleState;

/** A charging module as Prometheus sees it. Values of one that is silent are left out. */
final class ModuleMetrics {
  private static final double JOULES_PER_KWH = 3.6e6;

  private final MetricFamilies families;
  private final ModuleReading module;

  private ModuleMetrics(MetricFamilies families, ModuleReading module) {
    this.families = families;
    this.module = module;
  }

  static void add(MetricFamilies families, ModuleReading module) {
    new ModuleMetrics(families, module).add();
  }

  private String[] labels(String... more) {
    String[] labels = new String[4 + more.length];
    labels[0] = "line";
    labels[1] = module.line();
    labels[2] = "unit";
    labels[3] = String.valueOf(module.unit());
    System.arraycopy(more, 0, labels, 4, more.length);
    return labels;
  }

  private void add() {
    families.gauge(
        "module_up",
        "1 while what the charging module has said stands for the car as it is now",
        module.isFresh() ? 1 : 0,
        labels());
    module
        .age()
        .ifPresent(
            millis ->
                families.gauge(
                    "module_last_answer_timestamp_seconds",
                    "when the charging module last answered, in seconds since 1970",
                    (System.currentTimeMillis() - millis) / 1_000.0,
                    labels()));
    if (module.serial().isPresent() && module.firmware().isPresent()) {
      families.info(
          "module",
          "the charging module",
          labels("serial", module.serial().get(), "firmware", module.firmware().get()));
    }
    if (module.isFresh()) {
      values();
    }
  }

  private void values() {
    module
        .state()
        .ifPresent(
            now -> {
              for (ModuleState state : ModuleState.values()) {
                families.gauge(
                    "module_state",
                    "1 for the state that the charging module is in, as IEC 61851 calls it",
                    state == now ? 1 : 0,
                    labels("state", state.toString()));
              }
            });
    for (ErrorBit error : ErrorBit.values()) {
      families.gauge(
          "module_error",
          "1 for what the charging module finds wrong",
          module.errors().contains(error) ? 1 : 0,
          labels("error", error.toString()));
    }
    families.gauge("module_power_watts", "what the car takes", module.watts(), labels());
    for (Phase phase : Phase.values()) {
      module
          .amperes()
          .ifPresent(
              all ->
                  families.gauge(
                      "module_phase_current_amperes",
                      "current on a conductor of the charging module's own",
                      all.get(phase),
                      labels("phase", phase.name())));
      module
          .volts()
          .ifPresent(
              all ->
                  families.gauge(
                      "module_phase_voltage_volts",
                      "voltage at the charging module's output",
                      all.get(phase),
                      labels("phase", phase.name())));
    }
    families.gauge(
        "module_limit_amperes", "the limit that is written", number(module.limit()), labels());
    families.gauge(
        "module_advertised_amperes",
        "what the car is told that it may take",
        number(module.advertised()),
        labels());
    families.gauge(
        "module_temperature_celsius", "of the board", number(module.celsius()), labels());
    families.gauge(
        "module_session_energy_joules",
        "energy since the car came",
        joules(module.sessionKwh()),
        labels());
    families.counter(
        "module_energy_joules",
        "energy since the charging module was made",
        joules(module.totalKwh()),
        labels());
  }

  private static OptionalDouble number(OptionalInt value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsInt()) : OptionalDouble.empty();
  }

  private static OptionalDouble joules(OptionalDouble kwh) {
    return kwh.isPresent() ? OptionalDouble.of(kwh.getAsDouble() * JOULES_PER_KWH) : kwh;
  }
}
