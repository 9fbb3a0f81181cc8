package org.evsebridge.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.yaml.Durations;

/** What a load guard will do, and what it cannot, a sentence each. */
final class GuardDescription {
  private final GuardConfig config;
  private final GuardSettings settings;
  private final List<String> lines = new ArrayList<>();

  private GuardDescription(GuardConfig config) {
    this.config = config;
    this.settings = config.settings();
  }

  static List<String> of(GuardConfig config) {
    GuardDescription description = new GuardDescription(config);
    description.describe();
    return description.lines.stream().map(line -> config.name() + ": " + line).toList();
  }

  private void describe() {
    lines.add("reads " + config.meter().name());
    settings.modules().forEach(module -> lines.add(rule(module)));
    List<Integer> shares = LoadGuard.safeShares(settings);
    for (int i = 0; i < shares.size(); i++) {
      lines.add(whenBlind(settings.modules().get(i), shares.get(i)));
    }
    lines.add(sum());
    lines.add(ifItCaps());
    lines.add(controller());
    lines.add(
        "a module that loses power starts with its saved limit, until the bridge reaches it: save"
            + " what it falls back to in it once, as the guard's page says");
    lines.add("remembers in " + config.state() + " what clients wished, for a restart");
    lines.add(
        "its lines wait for an answer no longer than it takes for two heartbeats to come within"
            + " two seconds");
  }

  private static String rule(GuardedModule module) {
    Set<Phase> phases = new TreeSet<>(module.wiring().phases());
    return place(module)
        + " gets what clients wish, "
        + module.max()
        + " A at most, as far as the house leaves room on "
        + String.join(", ", phases.stream().map(Phase::name).toList())
        + "; it is protected as smartevse";
  }

  private static String place(GuardedModule module) {
    return module + " of " + module.line();
  }

  private static String whenBlind(GuardedModule module, int share) {
    return place(module)
        + " gets "
        + share
        + " A at most while the meter is silent, and falls back to that by itself when the bridge"
        + " dies, hangs or is cut off"
        + (share == 0 ? ": it stops charging then" : "");
  }

  private String sum() {
    int all = settings.fuse() + settings.safeCurrent();
    return String.format(
        Locale.ROOT,
        "then a phase carries %d A of the house and %d A of the modules at most, %d A in all, and a"
            + " %s fuse of %d A carries %.1f A for ever",
        settings.fuse(),
        settings.safeCurrent(),
        all,
        name(settings.kind()),
        settings.fuse(),
        settings.kind().carriesForEver(settings.fuse()));
  }

  private static String name(FuseKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private String ifItCaps() {
    int most = 0;
    for (Phase phase : Phase.values()) {
      int sum =
          settings.modules().stream()
              .filter(module -> module.wiring().phases().contains(phase))
              .mapToInt(GuardedModule::max)
              .sum();
      most = Math.max(most, Math.min(sum, settings.fuse()));
    }
    return "a module whose firmware does not let go of its limit by itself keeps the last one when"
        + " the bridge dies, hangs or is cut off: a phase may then carry "
        + settings.fuse()
        + " A of the house and "
        + most
        + " A of the modules, and nothing protects the fuse; evse-bridge guard probe tells which"
        + " firmware a module has";
  }

  private String controller() {
    String after =
        settings
            .controller()
            .after()
            .map(Durations::format)
            .orElse("three times the longest gap seen, 90 s to 10 min,");
    String then =
        switch (settings.controller().then()) {
          case KEEP -> "their last wish stands";
          case SAFE -> "their modules get the safe current at most";
          case STOP -> "their modules are stopped";
        };
    return "of clients that are silent for " + after + " " + then;
  }
}
