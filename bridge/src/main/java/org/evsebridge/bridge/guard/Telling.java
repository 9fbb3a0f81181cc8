package org.evsebridge.bridge.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says how each module is treated and why, and notices when that has changed. */
final class Telling {
  private final int fuse;
  private final HouseView house;
  private final Collection<ModuleControl> modules;
  private final Map<ModuleControl, Change> told = new HashMap<>();

  /**
   * @param fuse in amperes
   */
  Telling(int fuse, HouseView house, Collection<ModuleControl> modules) {
    this.fuse = fuse;
    this.house = house;
    this.modules = modules;
  }

  /** What has changed since it was asked last, of modules of which a wish is known. */
  List<Change> changes(long now) {
    List<Change> changes = new ArrayList<>();
    for (ModuleControl control : modules) {
      if (control.knowsWish() && !isTold(control, now)) { // else there is nothing to limit yet
        Change change = look(control, now);
        told.put(control, change);
        changes.add(change);
      }
    }
    return List.copyOf(changes);
  }

  private boolean isTold(ModuleControl control, long now) {
    Change last = told.get(control);
    return last != null
        && last.state() == state(control, now)
        && last.granted() == control.granted()
        && last.wish() == control.wanted(now);
  }

  /** How all modules are treated now. */
  List<Change> all(long now) {
    return modules.stream().map(control -> look(control, now)).toList();
  }

  private Change look(ModuleControl control, long now) {
    return new Change(
        control.module,
        state(control, now),
        control.granted(),
        control.wanted(now),
        cause(control, now));
  }

  private GuardState state(ModuleControl control, long now) {
    if (control.line.isLost()) {
      return GuardState.LOST;
    }
    if (house.isBlind(now)) {
      return house.isBeforeTheFirst() ? GuardState.START : GuardState.BLIND;
    }
    if (control.isPaused()) {
      return GuardState.PAUSED;
    }
    return control.granted() < control.wanted(now) ? GuardState.LIMITED : GuardState.FREE;
  }

  private String cause(ModuleControl control, long now) {
    return switch (state(control, now)) {
      case START -> "the meter has not spoken yet";
      case FREE, LOST -> "";
      case BLIND -> house.whyBlind(now);
      case LIMITED ->
          control.share() > control.granted()
              ? "it rises slowly, there is room for " + control.share() + " A"
              : house.fullest(fuse);
      case PAUSED -> house.fullest(fuse);
    };
  }
}
