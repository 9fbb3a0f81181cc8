package org.evsebridge.bridge.guard;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;

/**
 * Gives each module its share of the room that a telegram shows, stops cars while the fuse is about
 * to have carried too much, and lets one that has waited long change places with one that charges.
 */
final class Allotment {
  /** A car that has waited for so long takes the place of one that charges, in milliseconds. */
  private static final long SWAP_AFTER = 15 * 60_000;

  private final GuardSettings settings;
  private final Map<Phase, Overload> overloads = new EnumMap<>(Phase.class);

  /** In the order in which they get their least current. */
  private final List<ModuleControl> order;

  /** What the last telegram left free. */
  private PerPhase room = PerPhase.ZERO;

  Allotment(GuardSettings settings, Collection<ModuleControl> modules) {
    this.settings = settings;
    this.order = new ArrayList<>(modules);
    for (Phase phase : Phase.values()) {
      overloads.put(phase, new Overload(settings.kind(), settings.fuse()));
    }
  }

  /** One whose session begins is served last. */
  void begins(ModuleControl module, long now) {
    order.remove(module);
    order.add(module);
    makeWay(now);
  }

  /** One begins with its least, which the others do not keep. */
  void makeWay(long now) {
    List<Integer> shares = shares(now);
    for (int i = 0; i < order.size(); i++) {
      order.get(i).makesWay(shares.get(i), now);
    }
  }

  /** A telegram shows how much room there is. */
  void share(HouseView.Sight sight, long now) {
    PerPhase house = house(sight, now);
    room = house.map(h -> settings.fuse() - settings.margin() - h);
    List<Integer> shares = shares(now);
    boolean begun = false;
    for (int i = 0; i < order.size(); i++) {
      begun |= order.get(i).shares(shares.get(i), now);
    }
    if (begun) {
      makeWay(now);
    }
    stopWhatIsTooMuch(house, sight.passed(), now);
    swap(now);
  }

  /** What there is room for to each, in amperes, if it has the others' wishes beside it. */
  private List<Integer> shares(long now) {
    List<Integer> shares = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      shares.add(Sharing.of(room, claims(order.get(i), now)).get(i));
    }
    return shares;
  }

  /**
   * What the house takes beside the cars, at most. Export gives no credit: a cloud takes it in a
   * second.
   */
  private PerPhase house(HouseView.Sight sight, long now) {
    PerPhase cars = PerPhase.ZERO;
    for (ModuleControl control : order) {
      cars = cars.plus(control.currents.least(sight.since(), now));
    }
    return sight.grid().with(cars, (grid, car) -> Math.max(0, grid - car));
  }

  /** Everybody's claim, where one may have all it can take and the others what they wish. */
  private List<Sharing.Claim> claims(ModuleControl free, long now) {
    List<Sharing.Claim> claims = new ArrayList<>();
    for (ModuleControl one : order) {
      claims.add(one == free ? one.greatestClaim(now) : one.claim(now));
    }
    return claims;
  }

  private void stopWhatIsTooMuch(PerPhase house, long passed, long now) {
    for (Map.Entry<Phase, Overload> entry : overloads.entrySet()) {
      Phase phase = entry.getKey();
      Overload overload = entry.getValue();
      overload.carries(withCars(house, phase, now), passed);
      for (int i = order.size() - 1; i >= 0 && overload.isOver(); i--) {
        if (order.get(i).loads(phase, now) && withCars(house, phase, now) > overload.target()) {
          order.get(i).pause(now);
        }
      }
    }
  }

  /** What a phase carries when every car draws what it is granted. */
  private double withCars(PerPhase house, Phase phase, long now) {
    double all = house.get(phase);
    for (ModuleControl control : order) {
      all += control.loads(phase, now) ? control.granted() : 0;
    }
    return all;
  }

  /** A car that has waited long takes the place of the one that has charged longest. */
  private void swap(long now) {
    Optional<ModuleControl> waits =
        order.stream().filter(m -> m.hasWaited(SWAP_AFTER, now)).findFirst();
    Optional<ModuleControl> charges =
        order.stream().filter(m -> m.isCharging() && m.granted() > 0).findFirst();
    if (waits.isPresent() && charges.isPresent() && wouldFit(waits.get(), charges.get(), now)) {
      charges.get().pause(now);
      order.remove(charges.get());
      order.add(charges.get());
    }
  }

  /** Whether one could begin if another stopped. */
  private boolean wouldFit(ModuleControl waits, ModuleControl stops, long now) {
    return waits.loaded(now).stream()
        .allMatch(
            phase -> {
              int others =
                  order.stream()
                      .filter(m -> m != stops && m.loads(phase, now))
                      .mapToInt(ModuleControl::granted)
                      .sum();
              return room.get(phase) - others >= waits.beginsWith();
            });
  }
}
