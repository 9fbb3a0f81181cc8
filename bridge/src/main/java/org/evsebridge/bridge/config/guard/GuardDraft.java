package org.evsebridge.bridge.config.guard;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Values;

/**
 * A guard as it stands in a file, with names of a meter and lines that have not been looked up yet.
 */
public final class GuardDraft {
  private final Values given;

  GuardDraft(Values given) {
    this.given = given;
    checkSafeCurrent();
    for (Values module : given.get(GuardKeys.CHARGERS)) {
      if (module.get(ModuleKeys.MAX) > given.get(GuardKeys.FUSE)) {
        module.problem(
            ModuleKeys.MAX,
            "'max' must not be more than the fuse's "
                + given.get(GuardKeys.FUSE)
                + " A: give the most that this module may draw");
      }
    }
  }

  private void checkSafeCurrent() {
    int fuse = given.get(GuardKeys.FUSE);
    FuseKind kind = given.get(GuardKeys.KIND);
    int safe = given.get(GuardKeys.SAFE_CURRENT);
    if (safe > 0 && !GuardSettings.isCarried(fuse, kind, safe)) {
      given.problem(
          GuardKeys.SAFE_CURRENT,
          String.format(
              Locale.ROOT,
              "'safe-current' %d A is not safe: beside a house that draws %d A that is %d A, and a"
                  + " %s fuse of %d A carries %.1f A for ever; write %d",
              safe,
              fuse,
              fuse + safe,
              kind.name().toLowerCase(Locale.ROOT),
              fuse,
              kind.carriesForEver(fuse),
              GuardSettings.defaultSafeCurrent(fuse, kind)));
    }
  }

  /**
   * The guard, with its names looked up. What is wrong with them is among the problems of the file.
   *
   * @return empty when one of them refers to nothing
   */
  public Optional<GuardConfig> among(GuardedSite around) {
    Optional<MeterSource> meter = meter(around);
    List<GuardedModule> modules = modules(around);
    boolean whole = modules.size() == given.get(GuardKeys.CHARGERS).size();
    return meter
        .filter(known -> whole)
        .map(
            known ->
                new GuardConfig(GuardKeys.settings(given, modules), known, GuardKeys.state(given)));
  }

  private Optional<MeterSource> meter(GuardedSite around) {
    Optional<MeterChoice> choice = given.get(GuardKeys.METER);
    if (choice.isPresent() && choice.get() instanceof MeterChoice.OverModbus modbus) {
      Values keys = modbus.given();
      return line(keys.get(ModbusMeterKeys.LINE), keys, keys.at(ModbusMeterKeys.LINE), around)
          .map(line -> ModbusMeterKeys.meter(keys, line.name()));
    }
    Optional<String> device = choice.map(one -> ((MeterChoice.OfP1) one).device());
    Optional<GuardedSite.P1Meter> found = around.meter(device);
    if (found.isEmpty()) {
      given.problem(
          GuardKeys.METER,
          "'meter' must name the device of an entry of p1:, or a meter on a Modbus line; "
              + around.knownMeters());
    }
    found
        .filter(GuardedSite.P1Meter::showsNoPhases)
        .ifPresent(
            one ->
                given.problem(
                    GuardKeys.METER,
                    "the meter on "
                        + one.device()
                        + " speaks "
                        + one.settings()
                        + " as DSMR 2.2 and 3 do, which show no phases: a guard would always be"
                        + " blind; give it a meter on a Modbus line"));
    return found.map(one -> new MeterSource.P1(one.device()));
  }

  private List<GuardedModule> modules(GuardedSite around) {
    List<GuardedModule> modules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Values keys : given.get(GuardKeys.CHARGERS)) {
      Position at = keys.at(ModuleKeys.UNIT);
      Optional<GuardedSite.BusLine> found = line(keys.get(ModuleKeys.LINE), keys, at, around);
      if (found.isEmpty()) {
        continue;
      }
      GuardedSite.BusLine line = found.get();
      if (line.isRemote() && !keys.get(ModuleKeys.REMOTE)) {
        keys.problem(
            at,
            line.name()
                + " is behind a network, where others may speak to the module past the guard; write"
                + " 'remote: true' if nobody does");
      }
      if (!line.isFastEnough()) {
        keys.problem(
            at,
            line.name()
                + " is too slow for a guard: its longest frame leaves no time to wait for an answer;"
                + " use 4800 baud or more");
      }
      if (line.isFastEnough() && line.waitsTooLong()) {
        keys.problem(
            at,
            line.name()
                + " has a 'timeout' that is too long for a guard: with the longest frame behind it"
                + " a heartbeat comes too late; leave it out, or give 900ms");
      }
      GuardedModule module = ModuleKeys.module(keys, line.name());
      if (!seen.add(module.line() + " " + module.unit())) {
        keys.problem(at, module + " of " + module.line() + " stands here a second time");
      }
      modules.add(module);
    }
    return modules;
  }

  private static Optional<GuardedSite.BusLine> line(
      Optional<String> name, Values keys, Position at, GuardedSite around) {
    Optional<GuardedSite.BusLine> found = around.line(name);
    if (found.isEmpty()) {
      keys.problem(
          at, "'line' must name the line of an entry of modbusproxy:; " + around.knownLines());
    }
    return found;
  }
}
