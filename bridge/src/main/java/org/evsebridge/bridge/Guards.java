package org.evsebridge.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.guard.GuardDraft;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.config.guard.GuardedSite;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Problems;

/**
 * The load guards of all files, each with the meter and the lines that its names mean.
 *
 * @param configs in the files' order
 */
record Guards(List<GuardConfig> configs) {
  /**
   * Looks up the meter and the lines that guards name; what is not found is added to the problems.
   */
  static Guards of(
      List<Placed<GuardDraft>> drafts,
      List<P1Config> p1Ports,
      List<ModbusProxyConfig> proxies,
      Problems problems) {
    if (drafts.isEmpty()) {
      return new Guards(List.of()); // as of most: what they are among takes its time
    }
    GuardedSite around = surroundings(p1Ports, proxies);
    List<GuardConfig> configs = new ArrayList<>();
    Set<String> modules = new HashSet<>();
    Set<MeterSource> meters = new HashSet<>();
    for (Placed<GuardDraft> draft : drafts) {
      draft
          .value()
          .among(around)
          .ifPresent(
              config -> {
                for (GuardedModule module : config.settings().modules()) {
                  if (!modules.add(module.line() + " " + module.unit())) {
                    problems.add(
                        draft.at(),
                        module + " of " + module.line() + " has two guards; keep it in one");
                  }
                }
                if (!meters.add(config.meter())) {
                  problems.add(
                      draft.at(),
                      config.meter().name()
                          + " has two guards; name all modules behind one fuse in one guard");
                }
                configs.add(config);
              });
    }
    return new Guards(configs);
  }

  private static GuardedSite surroundings(List<P1Config> p1Ports, List<ModbusProxyConfig> proxies) {
    return new GuardedSite(
        p1Ports.stream().map(p1 -> new GuardedSite.P1Meter(p1.device(), p1.settings())).toList(),
        proxies.stream()
            .flatMap(proxy -> proxy.lines().stream())
            .map(line -> line(line, proxies))
            .distinct()
            .toList());
  }

  private static GuardedSite.BusLine line(LineConfig line, List<ModbusProxyConfig> proxies) {
    boolean givesTimeout =
        proxies.stream().anyMatch(proxy -> proxy.line().equals(line) && proxy.givesTimeout());
    return new GuardedSite.BusLine(
        line.name(),
        line.isRemote(),
        line.isFastEnoughForGuard(),
        givesTimeout && line.waitsTooLongForGuard());
  }

  /** The entries with the modules protected that are guarded. */
  List<ModbusProxyConfig> guarded(List<ModbusProxyConfig> proxies) {
    if (configs.isEmpty()) {
      return proxies;
    }
    Map<String, Set<Integer>> modules = new HashMap<>();
    for (GuardConfig config : configs) {
      for (GuardedModule module : config.settings().modules()) {
        modules.computeIfAbsent(module.line(), line -> new HashSet<>()).add(module.unit());
      }
    }
    return proxies.stream().map(proxy -> proxy.guarding(modules)).toList();
  }
}
