package org.evsebridge.bridge.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.registers.ModuleState;

/**
 * Grants the modules behind one main fuse what their clients wish, as far as the house leaves room
 * for it. It has no opinion of its own: what is granted is never more than the wish.
 *
 * <p>Tell it all that happens, then call {@link #step} about ten times a second and carry out what
 * it orders. Not thread-safe.
 */
public final class LoadGuard {
  /** Who has not run for longer has missed what happened meanwhile, in milliseconds. */
  static final long LONGEST_GAP = 1_000;

  private final HouseView house = new HouseView();
  private final List<ModuleControl> modules = new ArrayList<>();
  private final Allotment allotment;
  private final Telling telling;
  private long steppedAt = Long.MIN_VALUE;
  private boolean leaves;

  /**
   * What is to be done, and what has changed.
   *
   * @param orders at most one for each module; each must be reported back
   */
  public record Decision(List<Order> orders, List<Change> changes) {}

  public LoadGuard(GuardSettings settings) {
    List<Integer> safe = safeShares(settings);
    for (int i = 0; i < safe.size(); i++) {
      modules.add(new ModuleControl(settings.modules().get(i), safe.get(i), settings));
    }
    allotment = new Allotment(settings, modules);
    telling = new Telling(settings.fuse(), house, modules);
  }

  /**
   * What each module may draw while nothing is known of the house, in their order: the safe current
   * shared so that no phase gets more than it. A module for which nothing is left gets 0.
   */
  public static List<Integer> safeShares(GuardSettings settings) {
    return Sharing.of(
        PerPhase.all(settings.safeCurrent()),
        settings.modules().stream()
            .map(m -> new Sharing.Claim(List.copyOf(m.wiring().phases()), m.min(), m.max(), false))
            .toList());
  }

  // What happens

  /**
   * A telegram, new in content, has come whole.
   *
   * @param began when its first byte came
   */
  public void telegram(GridReading reading, long began, long now) {
    house.take(reading, began, now).ifPresent(sight -> allotment.share(sight, now));
  }

  /** A client wishes something of a module: it writes this to 0x0201. */
  public void wished(GuardedModule module, int word, long now) {
    ModuleControl control = control(module);
    control.controller.alive(now);
    control.wishes.asked(new Wish(word, now));
    decide(control, now);
  }

  /** The module has taken or refused a client's write; without an answer nothing is said. */
  public void wishAnswered(GuardedModule module, boolean taken) {
    if (taken) {
      control(module).wishes.confirmed();
    } else {
      control(module).wishes.refused();
    }
  }

  /** A client that steers has read a module's state or advertised current. */
  public void steered(GuardedModule module, long now) {
    control(module).controller.alive(now);
  }

  /** What a module was wished before the guard started, from an earlier life of it. */
  public void remembers(GuardedModule module, int word, long now) {
    control(module).wishes.know(new Wish(word, now - Wish.HIGH_LASTS));
    decide(control(module), now);
  }

  /** A module has answered a read of 0x0201, to the guard itself. */
  public void limitRead(GuardedModule module, int word, long now) {
    control(module).line.succeeded();
    if (!control(module).knowsWish()) {
      remembers(module, word, now);
    }
  }

  /** A module's currents on its own conductors, in amperes. */
  public void currentsRead(GuardedModule module, PerPhase amperes, long now) {
    control(module).currents.read(now, module.wiring().toHouse(amperes));
  }

  /** A module's state, with its currents read at the same time or not. */
  public void stateRead(GuardedModule module, ModuleState state, long now) {
    ModuleControl control = control(module);
    control.line.lookedAt(now);
    if (control.isIn(state, now)) {
      allotment.begins(control, now);
    }
  }

  /** Whether a module is set to three phases: bit 0 of 0x0204. */
  public void phasesRead(GuardedModule module, boolean three, long now) {
    control(module).usesThreePhases(three);
    control(module).line.settingsRead(now);
  }

  /** What a module says of 0x0102, in amperes. */
  public void advertisedRead(GuardedModule module, int cable, int advertised, long now) {
    control(module).line.advertised(cable, advertised, now);
  }

  /** A module has confirmed a write of 0x0201. */
  public void written(GuardedModule module, int word, long now) {
    control(module).line.written(word, now);
  }

  /** What was ordered of a module got no answer, or a refusal. */
  public void failed(GuardedModule module, long now) {
    control(module).line.failed(now);
  }

  /** What was ordered of a module could not be sent: its line is down. */
  public void unsent(GuardedModule module, long now) {
    control(module).line.unsent(now);
  }

  // What is decided

  /** Decides anew and says what is to be done now. */
  public Decision step(long now) {
    if (steppedAt != Long.MIN_VALUE && now - steppedAt > LONGEST_GAP) {
      house.missed(now);
    }
    if (house.isBlind(now)) {
      modules.forEach(ModuleControl::forget);
    }
    List<Order> orders = new ArrayList<>();
    for (ModuleControl control : modules) {
      control.wishes.step(now);
      decide(control, now);
      control.line.next(now).ifPresent(orders::add);
    }
    steppedAt = now; // a step that fails is none
    return new Decision(List.copyOf(orders), telling.changes(now));
  }

  /**
   * What 0x0201 of a module must hold at this moment. To be asked when the frame goes on the line.
   */
  public int limitWord(GuardedModule module, long now) {
    ModuleControl control = control(module);
    boolean hung = steppedAt == Long.MIN_VALUE || now - steppedAt > LONGEST_GAP;
    int granted = Math.min(control.granted(), control.wanted(now));
    if (leaves) {
      int left = Math.min(granted, control.safe);
      return left << 8 | left;
    }
    return control.line.word(
        house.isBlind(now) || hung ? Math.min(granted, control.safe) : granted);
  }

  /** The guard goes: from now on each module gets what is safe at most, and keeps it. */
  public void leave() {
    leaves = true;
  }

  /** What clients see of 0x0201: their own wish; empty as long as none is known. */
  public Optional<Integer> wishShown(GuardedModule module, long now) {
    return control(module).wishes.last().map(wish -> wish.shown(now));
  }

  private void decide(ModuleControl control, long now) {
    if (house.isBlind(now) || control.line.isLost()) {
      control.fallBack(now);
    } else if (control.follow(now)) {
      allotment.makeWay(now);
    }
  }

  /** How all modules are treated now, in the order of the settings. */
  public List<Change> states(long now) {
    return telling.all(now);
  }

  private ModuleControl control(GuardedModule module) {
    for (ModuleControl control : modules) {
      if (control.module == module || control.module.equals(module)) { // mostly the very one
        return control;
      }
    }
    throw new IllegalArgumentException("no guarded " + module);
  }

  /** What the last telegram said of the grid, in amperes. */
  public PerPhase grid() {
    return house.grid();
  }

  /** How long ago that was, in milliseconds; empty before the first. */
  public OptionalLong telegramAge(long now) {
    return house.age(now);
  }

  /** The current that a module falls back to by itself, in amperes. */
  public int safeCurrent(GuardedModule module) {
    return control(module).safe;
  }

  /** Whether nobody steers a module any more who once did. */
  public boolean isControllerSilent(GuardedModule module, long now) {
    return control(module).controller.isSilent(now);
  }

  /** What the dead man's handle of a module is known to do. */
  public Handle handle(GuardedModule module) {
    return control(module).line.handle();
  }
}
