package org.evsebridge.bridge.guard;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.registers.ModuleState;

/** What a guard knows of one module and has decided for it. */
final class ModuleControl {
  /** Until a car has charged for so long, every phase it might use counts as used, milliseconds. */
  private static final long PHASES_SETTLE = 30_000;

  /** A phase on which less flows is not used by the car, in amperes. */
  private static final double USED = 1;

  /** A limit rises once in this time at most, in milliseconds, and in two telegrams. */
  private static final long RAISE_EVERY = 10_000;

  private static final int RAISE_TELEGRAMS = 2;

  /** A fraction of what is free is taken in one step, so that several guards on one fuse settle. */
  private static final int RAISE_FRACTION = 4;

  /** A car that was stopped needs so much more than its least to begin again, in amperes. */
  private static final int BEGIN_ABOVE_LEAST = 2;

  final GuardedModule module;

  /** What it may draw while nothing is known of the house, in amperes. */
  final int safe;

  final CarCurrents currents = new CarCurrents();
  final ControllerWatch controller;
  final LineOrders line;
  final Wishes wishes = new Wishes();

  private final GuardSettings settings;
  private final RoomWindow window;
  private Optional<ModuleState> state = Optional.empty();
  private boolean threePhases = true;
  private long chargingSince;
  private int granted;
  private int share;
  private boolean paused;
  private long waitsSince;
  private long restsUntil;
  private long raisedAt = Long.MIN_VALUE / 2;
  private int telegramsSinceRaise;

  ModuleControl(GuardedModule module, int safe, GuardSettings settings) {
    this.module = module;
    this.safe = safe;
    this.settings = settings;
    this.window = new RoomWindow(settings.raiseAfter().toMillis());
    this.controller = new ControllerWatch(settings.controller().after());
    this.line = new LineOrders(this);
  }

  int granted() {
    return granted;
  }

  /** What the last telegram left room for, in amperes. */
  int share() {
    return share;
  }

  boolean isPaused() {
    return paused;
  }

  /** Whether it has waited so long for room, in milliseconds. */
  boolean hasWaited(long length, long now) {
    return paused && hasCar() && wanted(now) > 0 && now - waitsSince >= length;
  }

  /** What it needs to begin again after it was stopped, in amperes. */
  int beginsWith() {
    return module.min() + BEGIN_ABOVE_LEAST;
  }

  boolean knowsWish() {
    return wishes.last().isPresent();
  }

  /** What the clients wish, in amperes, cut to what cable and circuit carry. */
  int wanted(long now) {
    int asked = Math.min(wishes.amperes(now), module.max());
    int allowed = asked;
    if (controller.isSilent(now)) {
      allowed =
          switch (settings.controller().then()) {
            case KEEP -> asked;
            case SAFE -> Math.min(asked, safe);
            case STOP -> 0;
          };
    }
    return allowed < module.min() ? 0 : allowed;
  }

  boolean hasCar() {
    return state.isEmpty() || state.get() != ModuleState.A;
  }

  boolean isCharging() {
    return state.isPresent() && state.get() == ModuleState.C;
  }

  Optional<ModuleState> state() {
    return state;
  }

  void usesThreePhases(boolean three) {
    threePhases = three;
  }

  /**
   * The module's state has been read.
   *
   * @return whether a session begins
   */
  boolean isIn(ModuleState now, long at) {
    boolean hadCar = state.isPresent() && hasCar();
    boolean wasCharging = isCharging();
    state = Optional.of(now);
    if (isCharging() && !wasCharging) {
      chargingSince = at;
    }
    if (!hasCar()) {
      paused = false;
    }
    boolean begins = hasCar() && !hadCar;
    if (begins) {
      granted = Math.min(granted, module.min());
    }
    return begins;
  }

  /** The house's phases that it loads, or may load soon. */
  List<Phase> loaded(long now) {
    List<Phase> wired = module.wiring().phases();
    if (isCharging() && now - chargingSince >= PHASES_SETTLE) {
      PerPhase last = currents.last();
      List<Phase> used = wired.stream().filter(phase -> last.get(phase) >= USED).toList();
      if (!used.isEmpty()) {
        return used;
      }
    }
    return threePhases ? wired : wired.subList(0, 1);
  }

  /** Whether its car draws from a phase of the house now, or may soon. */
  boolean loads(Phase phase, long now) {
    return isCharging() && loaded(now).contains(phase);
  }

  /** What it wishes of the room. A car that charges keeps its least until it is stopped. */
  Sharing.Claim claim(long now) {
    int wished = hasCar() && !paused ? wanted(now) : 0;
    return new Sharing.Claim(loaded(now), module.min(), wished, granted > 0);
  }

  /** What it could use of the room, whatever it wishes. */
  Sharing.Claim greatestClaim(long now) {
    return new Sharing.Claim(loaded(now), module.min(), module.max(), false);
  }

  /** Nothing that was known of the house counts any longer. */
  void forget() {
    window.forget();
    currents.forget();
  }

  /**
   * Takes its share of the room that a telegram shows: less at once, though not under the least
   * current; more by and by.
   *
   * @param share in amperes, whatever it wishes; 0 when its least does not fit
   * @return whether it begins
   */
  boolean shares(int share, long now) {
    boolean stood = granted == 0;
    makesWay(share, now);
    telegramsSinceRaise++;
    follow(now);
    if (paused) {
      beginAgain(now);
    } else {
      raise(now);
    }
    return stood && granted > 0;
  }

  /** Has less at once where its share is less, though not under its least. */
  void makesWay(int share, long now) {
    this.share = share;
    window.add(now, share);
    granted = Math.min(granted, Math.max(share, module.min()));
  }

  private void beginAgain(long now) {
    if (now >= restsUntil && window.least(now) >= beginsWith() && wanted(now) > 0) {
      paused = false;
      grant(module.min(), now);
    }
  }

  private void raise(long now) {
    int room = Math.min(window.least(now), share);
    boolean due = now - raisedAt >= RAISE_EVERY && telegramsSinceRaise >= RAISE_TELEGRAMS;
    if (granted > 0 && granted < wanted(now) && hasCar() && room > granted && due) {
      int step = Math.max(1, (room - granted) / RAISE_FRACTION);
      grant(Math.min(granted + step, wanted(now)), now);
    }
  }

  private void grant(int amperes, long now) {
    granted = amperes;
    raisedAt = now;
    telegramsSinceRaise = 0;
  }

  /**
   * Follows a wish: less at once; a start with the least, if there is room for it.
   *
   * @return whether it begins
   */
  boolean follow(long now) {
    boolean stood = granted == 0;
    int wanted = wanted(now);
    if (wanted == 0) {
      granted = 0;
      paused = false;
    } else if (granted == 0 && !paused) {
      if (share >= module.min() || !hasCar()) {
        grant(module.min(), now);
      } else {
        paused = true;
        waitsSince = now;
        restsUntil = now; // it was not stopped, so it begins as soon as there is room
      }
    }
    granted = Math.min(granted, wanted);
    return stood && granted > 0;
  }

  /** Stops the car, for the pause at least. */
  void pause(long now) {
    granted = 0;
    paused = true;
    waitsSince = now;
    restsUntil = now + settings.pause().toMillis();
  }

  /**
   * Nothing is known of the house, or the module does not hear: the safe current, unless the car
   * was stopped just now. Afterwards it rises as after any other cut.
   */
  void fallBack(long now) {
    window.forget();
    if (paused && now < restsUntil && wanted(now) > 0) {
      granted = 0;
      return;
    }
    paused = false;
    granted = Math.min(wanted(now), safe);
  }
}
