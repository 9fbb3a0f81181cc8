package org.evsebridge.bridge.guarding;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guard.GridReading;
import org.evsebridge.bridge.guard.GuardedTraffic;
import org.evsebridge.bridge.guard.Handle;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.guard.MeterFeed;
import org.evsebridge.bridge.guard.ModbusFeed;
import org.evsebridge.bridge.guard.Order;
import org.evsebridge.bridge.p1.Meters;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.process.Threads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One load guard at work. It decides on a thread of its own, ten times a second; what it orders is
 * the result of that decision, and a thread that hangs orders nothing. What happens meanwhile is
 * told by the meter's threads and the lines'. Thread-safe.
 */
final class RunningGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningGuard.class);
  private static final long STEP = 100;

  /** Who has not decided for so long hangs, in milliseconds. */
  private static final long HANGS_AFTER = 5_000;

  /** How long the end may wait for the last writes, in milliseconds. */
  private static final long FAREWELL = 1_500;

  private final GuardConfig config;
  private final LongSupplier clock;
  private final Consumer<Change> listener;
  private final Map<String, GuardedLine> lines;
  private final ScheduledThreadPoolExecutor thread;
  private final GuardMemory memory;
  private final Optional<MeterEar> ear;
  private volatile long decidedAt;
  private Optional<Meters> meters = Optional.empty();

  // Guarded by the lock.
  private final Object lock = new Object();
  private final LoadGuard guard;
  private final MeterFeed feed;
  private final Map<GuardedModule, GuardedUnit> units = new LinkedHashMap<>();
  private final Map<GuardedModule, ModuleCounters> counters = new HashMap<>();
  private final Map<GuardedModule, Handle> handles = new HashMap<>();
  private final Optional<ModbusMeter> modbus;
  private long telegrams;
  private String fault = "";

  /**
   * Makes a guard, which does nothing yet.
   *
   * @param lines finds the line of a name
   * @param clock in milliseconds, sleep of the machine included
   * @param listener is told what it treats otherwise, on its thread
   */
  RunningGuard(
      GuardConfig config,
      Function<String, GuardedLine> lines,
      LongSupplier clock,
      Consumer<Change> listener) {
    this.config = config;
    this.clock = clock;
    this.listener = listener;
    this.guard = new LoadGuard(config.settings());
    this.lines = new HashMap<>();
    Set<Phase> phases = EnumSet.noneOf(Phase.class);
    for (GuardedModule module : config.settings().modules()) {
      ModuleCounters counted = new ModuleCounters();
      GuardedUnit unit = new GuardedUnit(new GuardedTraffic(module, guard), lock, clock, counted);
      units.put(module, unit);
      counters.put(module, counted);
      handles.put(module, Handle.UNKNOWN);
      phases.addAll(module.wiring().phases());
      GuardedLine line = lines.apply(module.line());
      line.add(unit);
      this.lines.put(module.line(), line);
    }
    this.feed = new MeterFeed(phases);
    if (config.meter() instanceof MeterSource.Modbus meter) {
      this.ear = Optional.empty();
      this.modbus =
          Optional.of(
              new ModbusMeter(
                  meter,
                  new ModbusFeed(meter, phases),
                  lines.apply(meter.line()),
                  clock,
                  this::reading));
    } else {
      this.ear = Optional.of(new MeterEar(config.name(), clock, this::telegram));
      this.modbus = Optional.empty();
    }
    this.thread = Threads.scheduler(config.name());
    GuardedModule first = config.settings().modules().get(0);
    this.memory =
        new GuardMemory(
            config.state(),
            LoadGuards.MEMORY + first.unit() + first.line().replaceAll("[^A-Za-z0-9.]+", "-"));
    this.decidedAt = clock.getAsLong();
  }

  /**
   * Starts to listen and to decide; the lines are there.
   *
   * @param entries of the smart meters
   */
  void start(Meters all, List<P1Config> entries) {
    memory
        .recall(units.keySet())
        .forEach(
            (module, word) -> {
              LOG.info("{}, {} was wished 0x{} before", module.line(), module, hex(word));
              synchronized (lock) {
                guard.remembers(module, word, clock.getAsLong());
              }
            });
    if (config.meter() instanceof MeterSource.P1 p1) {
      meters = Optional.of(all);
      entries.stream()
          .filter(entry -> entry.device().equals(p1.device()))
          .findFirst()
          .ifPresent(entry -> all.join(entry, ear.orElseThrow()));
    }
    thread.scheduleWithFixedDelay(this::step, 0, STEP, TimeUnit.MILLISECONDS);
  }

  private static String hex(int word) {
    return "%04X".formatted(word);
  }

  private void telegram(Telegram telegram, long began) {
    synchronized (lock) {
      feed.read(telegram).ifPresent(reading -> take(reading, began));
    }
  }

  private void reading(GridReading reading, long asked) {
    synchronized (lock) {
      take(reading, asked);
    }
  }

  private void take(GridReading reading, long began) {
    telegrams++;
    guard.telegram(reading, began, clock.getAsLong());
  }

  /** A step that fails is none: then nothing is ordered, and the modules let go by themselves. */
  private void step() {
    try {
      LoadGuard.Decision decision;
      synchronized (lock) {
        long now = clock.getAsLong();
        decision = guard.step(now);
        modbus.ifPresent(meter -> meter.step(now));
        decision.changes().forEach(change -> counters.get(change.module()).changed(change));
        memory.remember(wishes(now));
        tellHandles();
      }
      decision.changes().forEach(RunningGuard::tell);
      decision.orders().forEach(this::carryOut);
      decidedAt = clock.getAsLong();
      fault = "";
      decision.changes().forEach(listener); // last: what it does holds nothing up
    } catch (RuntimeException e) {
      if (!fault.equals(e.toString())) {
        fault = e.toString();
        LOG.error("{}: a fault of the bridge, please report it: {}", config.name(), fault);
        LOG.debug("{}: the fault", config.name(), e);
      }
    }
  }

  private Map<GuardedModule, Integer> wishes(long now) {
    Map<GuardedModule, Integer> wishes = new HashMap<>();
    units
        .keySet()
        .forEach(
            module -> guard.wishShown(module, now).ifPresent(word -> wishes.put(module, word)));
    return wishes;
  }

  private void carryOut(Order order) {
    GuardedUnit unit = units.get(order.module());
    lines.get(unit.line()).ask(unit.request(order, () -> {}));
  }

  private static void tell(Change change) {
    String line = change.module().line();
    switch (change.state()) {
      case FREE, LIMITED -> LOG.info("{}, {}", line, change);
      case START, PAUSED, BLIND, LOST -> LOG.warn("{}, {}", line, change);
    }
  }

  private void tellHandles() {
    for (Map.Entry<GuardedModule, Handle> known : handles.entrySet()) {
      GuardedModule module = known.getKey();
      Handle handle = guard.handle(module);
      if (handle != known.setValue(handle)) {
        if (handle == Handle.CAP) {
          LOG.warn(
              "{}, {}: its firmware keeps the last limit when the bridge dies, hangs or is cut off:"
                  + " nothing protects the fuse then; see docs/guard.md",
              module.line(),
              module);
        } else {
          LOG.info(
              "{}, {}: its firmware falls back to {} A by itself when the bridge dies, hangs or is"
                  + " cut off",
              module.line(),
              module,
              guard.safeCurrent(module));
        }
      }
    }
  }

  /** Whether it still decides. */
  boolean isAlive() {
    return clock.getAsLong() - decidedAt < HANGS_AFTER;
  }

  GuardStatus status() {
    synchronized (lock) {
      long now = clock.getAsLong();
      List<GuardStatus.Module> modules = new ArrayList<>();
      for (Change change : guard.states(now)) {
        GuardedModule module = change.module();
        modules.add(
            new GuardStatus.Module(
                change,
                guard.safeCurrent(module),
                guard.handle(module),
                guard.isControllerSilent(module, now),
                counters.get(module).counts()));
      }
      return new GuardStatus(
          config.name(),
          config.settings().fuse(),
          guard.grid(),
          guard.telegramAge(now),
          telegrams,
          modules);
    }
  }

  /**
   * Leaves the modules safe and ends; what clients write after that is granted no more than what is
   * safe. Takes a second and a half at most.
   */
  @Override
  public void close() {
    thread.shutdownNow();
    ear.ifPresent(one -> meters.ifPresent(all -> all.leave(one)));
    List<GuardedModule> known = new ArrayList<>();
    synchronized (lock) {
      guard.leave();
      Map<GuardedModule, Integer> wishes = wishes(clock.getAsLong());
      memory.remember(wishes);
      known.addAll(wishes.keySet()); // of another nothing is known, and nothing was changed
    }
    CountDownLatch said = new CountDownLatch(known.size());
    known.forEach(
        module ->
            lines
                .get(module.line())
                .ask(
                    units
                        .get(module)
                        .request(new Order.WriteLimit(module, false), said::countDown)));
    try {
      if (!said.await(FAREWELL, TimeUnit.MILLISECONDS)) {
        LOG.debug("{}: not every module could be told that the guard goes", config.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    known.forEach(this::tellFarewell);
    memory.close();
  }

  private void tellFarewell(GuardedModule module) {
    synchronized (lock) {
      int left = guard.limitWord(module, clock.getAsLong()) & 0xFF;
      LOG.info("{}, {} is left at {} A: its guard ends", module.line(), module, left);
    }
  }
}
