package org.evsebridge.bridge.guard;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
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

  /** Within this, in milliseconds, all has been read that had come meanwhile. */
  private static final long BUFFERS_LAST = 500;

  /** A car that has waited for so long takes the place of one that charges, in milliseconds. */
  private static final long SWAP_AFTER = 15 * 60_000;

  private final GuardSettings settings;
  private final MeterWatch meter = new MeterWatch();
  private final Map<Phase, Overload> overloads = new EnumMap<>(Phase.class);

  /** In the order in which they get their least current. */
  private final List<ModuleControl> modules = new ArrayList<>();

  private final Map<GuardedModule, Change> told = new HashMap<>();
  private PerPhase grid = PerPhase.ZERO;
  private String unusable = "";
  private long telegramBegan;
  private long telegramAt;
  private long countsFrom = Long.MIN_VALUE;
  private long steppedAt = Long.MIN_VALUE;
  private boolean everSaw;
  private boolean leaves;

  /**
   * What is to be done, and what has changed.
   *
   * @param orders at most one for each module; each must be reported back
   */
  public record Decision(List<Order> orders, List<Change> changes) {}

  public LoadGuard(GuardSettings settings) {
    this.settings = settings;
    List<Integer> safe = safeShares(settings);
    for (int i = 0; i < safe.size(); i++) {
      modules.add(new ModuleControl(settings.modules().get(i), safe.get(i), settings));
    }
    for (Phase phase : Phase.values()) {
      overloads.put(phase, new Overload(settings.kind(), settings.fuse()));
    }
  }

  /**
   * What each module may draw while nothing is known of the house, in their order: the safe current
   * shared so that no phase gets more than it. A module for which nothing is left gets 0.
   */
  public static List<Integer> safeShares(GuardSettings settings) {
    return Sharing.of(
        PerPhase.all(settings.safeCurrent()),
        settings.modules().stream()
            .map(m -> new Sharing.Claim(List.copyOf(m.wiring().phases()), m.min(), m.max()))
            .toList());
  }

  // What happens

  /**
   * A telegram, new in content, has come whole.
   *
   * @param began when its first byte came
   */
  public void telegram(GridReading reading, long began, long now) {
    if (began < countsFrom) {
      return; // it lay in a buffer while the guard did not run
    }
    unusable = reading.why();
    if (!reading.isUsable()) {
      return;
    }
    meter.heard(now);
    grid = reading.amperes();
    shareRoom(now);
    everSaw = true;
    telegramBegan = began;
    telegramAt = now;
  }

  /** A client wishes something of a module: it has written this to 0x0201. */
  public void wished(GuardedModule module, int word, long now) {
    ModuleControl control = control(module);
    control.controller.alive(now);
    control.wishes(new Wish(word, now));
    decide(control, now);
  }

  /** A client that steers has read a module's state or advertised current. */
  public void steered(GuardedModule module, long now) {
    control(module).controller.alive(now);
  }

  /** What a module was wished before the guard started, from an earlier life of it. */
  public void remembers(GuardedModule module, int word, long now) {
    control(module).wishes(new Wish(word, now - Wish.HIGH_LASTS));
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
      modules.remove(control);
      modules.add(control); // who comes last is served last
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
      meter.forget();
      countsFrom = now + BUFFERS_LAST;
    }
    if (isBlind(now)) {
      modules.forEach(ModuleControl::forget);
    }
    List<Order> orders = new ArrayList<>();
    for (ModuleControl control : modules) {
      decide(control, now);
      control.line.next(now).ifPresent(orders::add);
    }
    steppedAt = now; // a step that fails is none
    return new Decision(List.copyOf(orders), changes(now));
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
    return control.line.word(isBlind(now) || hung ? Math.min(granted, control.safe) : granted);
  }

  /** The guard goes: from now on each module gets what is safe at most, and keeps it. */
  public void leave() {
    leaves = true;
  }

  /** What clients see of 0x0201: their own wish; empty as long as none is known. */
  public Optional<Integer> wishShown(GuardedModule module, long now) {
    return control(module).wish().map(wish -> wish.shown(now));
  }

  private boolean isBlind(long now) {
    return !unusable.isEmpty() || meter.isSilent(now);
  }

  private void decide(ModuleControl control, long now) {
    if (isBlind(now) || control.line.isLost()) {
      control.fallBack(now);
    } else {
      control.follow(now);
    }
  }

  private void shareRoom(long now) {
    PerPhase cars = PerPhase.ZERO;
    for (ModuleControl control : modules) {
      cars = cars.plus(control.currents.least(telegramBegan, now));
    }
    PerPhase house = grid.with(cars, (g, c) -> Math.max(0, g - c));
    PerPhase room = house.map(h -> settings.fuse() - settings.margin() - h);
    List<Integer> shares = new ArrayList<>();
    for (ModuleControl one : modules) {
      shares.add(Sharing.of(room, claims(one, now)).get(modules.indexOf(one)));
    }
    for (int i = 0; i < modules.size(); i++) {
      modules.get(i).shares(shares.get(i), now);
    }
    stopWhatIsTooMuch(house, now);
    swap(room, now);
  }

  /** Everybody's claim, where one may have all it can take and the others what they wish. */
  private List<Sharing.Claim> claims(ModuleControl free, long now) {
    return modules.stream()
        .map(
            m ->
                m.claim(
                    now,
                    m == free ? m.module.max() : m.hasCar() && !m.isPaused() ? m.wanted(now) : 0))
        .toList();
  }

  private PerPhase withCars(PerPhase house, long now) {
    PerPhase all = house;
    for (ModuleControl control : modules) {
      if (control.isCharging()) {
        for (Phase phase : control.loaded(now)) {
          all = all.plus(PerPhase.on(phase, control.granted()));
        }
      }
    }
    return all;
  }

  private void stopWhatIsTooMuch(PerPhase house, long now) {
    long passed = everSaw ? now - telegramAt : 0;
    for (Map.Entry<Phase, Overload> entry : overloads.entrySet()) {
      Phase phase = entry.getKey();
      Overload overload = entry.getValue();
      overload.carries(withCars(house, now).get(phase), passed);
      for (int i = modules.size() - 1; i >= 0 && overload.isOver(); i--) {
        ModuleControl control = modules.get(i);
        boolean loads = control.isCharging() && control.loaded(now).contains(phase);
        if (loads && withCars(house, now).get(phase) > overload.target()) {
          control.pause(now);
        }
      }
    }
  }

  /** A car that has waited long takes the place of the one that has charged longest. */
  private void swap(PerPhase room, long now) {
    Optional<ModuleControl> waits =
        modules.stream().filter(m -> m.hasWaited(SWAP_AFTER, now)).findFirst();
    Optional<ModuleControl> charges =
        modules.stream().filter(m -> m.isCharging() && m.granted() > 0).findFirst();
    if (waits.isPresent()
        && charges.isPresent()
        && wouldFit(waits.get(), charges.get(), room, now)) {
      charges.get().pause(now);
      modules.remove(charges.get());
      modules.add(charges.get());
    }
  }

  /** Whether one could begin if another stopped. */
  private boolean wouldFit(ModuleControl waits, ModuleControl stops, PerPhase room, long now) {
    return waits.loaded(now).stream()
        .allMatch(
            phase -> {
              int others =
                  modules.stream()
                      .filter(m -> m != stops && m.isCharging() && m.loaded(now).contains(phase))
                      .mapToInt(ModuleControl::granted)
                      .sum();
              return room.get(phase) - others >= waits.beginsWith();
            });
  }

  // What is told

  private List<Change> changes(long now) {
    List<Change> changes = new ArrayList<>();
    for (ModuleControl control : modules) {
      if (!control.knowsWish()) {
        continue; // there is nothing to limit yet
      }
      Change change = look(control, now);
      Change before = told.put(control.module, change);
      if (before == null || !isSame(before, change)) {
        changes.add(change);
      }
    }
    return List.copyOf(changes);
  }

  private static boolean isSame(Change a, Change b) {
    return a.state() == b.state() && a.granted() == b.granted() && a.wish() == b.wish();
  }

  /** How a module is treated now. */
  private Change look(ModuleControl control, long now) {
    int wanted = control.wanted(now);
    GuardState state = state(control, wanted, now);
    return new Change(control.module, state, control.granted(), wanted, cause(control, state, now));
  }

  /** How all modules are treated now. */
  public List<Change> states(long now) {
    return modules.stream().map(control -> look(control, now)).toList();
  }

  private GuardState state(ModuleControl control, int wanted, long now) {
    if (control.line.isLost()) {
      return GuardState.LOST;
    }
    if (isBlind(now)) {
      return everSaw || !unusable.isEmpty() ? GuardState.BLIND : GuardState.START;
    }
    if (control.isPaused()) {
      return GuardState.PAUSED;
    }
    return control.granted() < wanted ? GuardState.LIMITED : GuardState.FREE;
  }

  private String cause(ModuleControl control, GuardState state, long now) {
    return switch (state) {
      case START -> "the meter has not spoken yet";
      case FREE, LOST -> "";
      case BLIND -> unusable.isEmpty() ? "the meter is silent since " + silence(now) : unusable;
      case LIMITED ->
          control.share() > control.granted()
              ? "it rises slowly, there is room for " + control.share() + " A"
              : fullest();
      case PAUSED -> fullest();
    };
  }

  private String silence(long now) {
    return (now - telegramAt) / 1000 + " s";
  }

  private String fullest() {
    Phase fullest = Phase.L1;
    for (Phase phase : Phase.values()) {
      if (grid.get(phase) > grid.get(fullest)) {
        fullest = phase;
      }
    }
    return String.format(
        Locale.ROOT, "%s %.1f A of %d A", fullest, grid.get(fullest), settings.fuse());
  }

  private ModuleControl control(GuardedModule module) {
    return modules.stream()
        .filter(control -> control.module.equals(module))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no guarded " + module));
  }

  /** What the last telegram said of the grid, in amperes. */
  public PerPhase grid() {
    return grid;
  }

  /** How long ago that was, in milliseconds; empty before the first. */
  public OptionalLong telegramAge(long now) {
    return everSaw ? OptionalLong.of(now - telegramAt) : OptionalLong.empty();
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
