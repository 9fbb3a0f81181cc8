package org.evsebridge.bridge.http;

import java.util.Locale;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guard.GuardState;
import org.evsebridge.bridge.guarding.GuardStatus;

/** A load guard as Prometheus sees it. */
final class GuardMetrics {
  private GuardMetrics() {}

  static void add(MetricFamilies families, GuardStatus guard) {
    families.gauge(
        "guard_fuse_amperes", "what a guarded fuse is rated", guard.fuse(), "guard", guard.name());
    for (Phase phase : Phase.values()) {
      families.gauge(
          "guard_grid_amperes",
          "what a guard takes a phase's current for",
          guard.grid().get(phase),
          "guard",
          guard.name(),
          "phase",
          phase.name());
    }
    guard.modules().forEach(module -> add(families, module));
  }

  private static void add(MetricFamilies families, GuardStatus.Module module) {
    String line = module.change().module().line();
    String unit = String.valueOf(module.change().module().unit());
    String[] labels = {"line", line, "unit", unit};
    families.gauge(
        "guard_granted_amperes",
        "what a guard lets a module take",
        module.change().granted(),
        labels);
    families.gauge(
        "guard_wished_amperes",
        "what a module's controller wishes",
        module.change().wish(),
        labels);
    families.gauge(
        "guard_safe_amperes", "what a module falls back to by itself", module.safe(), labels);
    families.gauge(
        "guard_controller_silent",
        "1 while nobody steers a module any more who once did",
        module.controllerIsSilent() ? 1 : 0,
        labels);
    for (GuardState state : GuardState.values()) {
      families.gauge(
          "guard_state",
          "1 for how a guard treats a module now",
          module.change().state() == state ? 1 : 0,
          "line",
          line,
          "unit",
          unit,
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    families.counter(
        "guard_changes",
        "how often a module was treated otherwise than before",
        module.counts().changes(),
        labels);
    families.counter(
        "guard_pauses", "how often a module's car was stopped", module.counts().pauses(), labels);
  }
}
