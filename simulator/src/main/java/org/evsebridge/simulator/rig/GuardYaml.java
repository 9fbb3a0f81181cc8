package org.evsebridge.simulator.rig;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Durations;

/** The key {@code guard:} of the bridge.yaml that a rig writes. */
record GuardYaml(
    int fuse,
    String kind,
    int safeCurrent,
    int margin,
    MeterYaml meter,
    List<ChargerYaml> chargers,
    String raiseAfter,
    String pause,
    ControllerYaml controller,
    String state) {

  record ControllerYaml(String silentAfter, String then) {}

  record ChargerYaml(String line, int unit, String wiring, int min, int max) {}

  record MeterYaml(
      String line,
      int unit,
      int function,
      int currents,
      String type,
      double scale,
      String wordOrder,
      String interval) {}

  /**
   * @param device where the bridge finds the line of a name
   * @param state the folder of its memory
   */
  static GuardYaml of(GuardConfig guard, UnaryOperator<String> device, String state) {
    GuardSettings settings = guard.settings();
    return new GuardYaml(
        settings.fuse(),
        name(settings.kind()),
        settings.safeCurrent(),
        settings.margin(),
        guard.meter() instanceof MeterSource.Modbus meter ? meter(meter, device) : null,
        settings.modules().stream().map(module -> charger(module, device)).toList(),
        Durations.format(settings.raiseAfter()),
        Durations.format(settings.pause()),
        new ControllerYaml(
            settings.controller().after().map(Durations::format).orElse("auto"),
            name(settings.controller().then())),
        state);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static ChargerYaml charger(GuardedModule module, UnaryOperator<String> device) {
    return new ChargerYaml(
        device.apply(module.line()),
        module.unit(),
        String.join("-", module.wiring().phases().stream().map(Phase::name).toList()),
        module.min(),
        module.max());
  }

  private static MeterYaml meter(MeterSource.Modbus meter, UnaryOperator<String> device) {
    return new MeterYaml(
        device.apply(meter.line()),
        meter.unit(),
        meter.function(),
        meter.currents(),
        name(meter.type()),
        meter.scale(),
        name(meter.order()),
        Durations.format(meter.interval()));
  }
}
