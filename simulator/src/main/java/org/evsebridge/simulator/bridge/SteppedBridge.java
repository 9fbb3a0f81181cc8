package org.evsebridge.simulator.bridge;

import java.time.Duration;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guard.Change;
import org.evsebridge.bridge.guard.GuardedTraffic;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.guard.MeterFeed;
import org.evsebridge.bridge.guard.Order;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramFramer;
import org.evsebridge.bridge.registers.RegisterSpace;

/**
 * A bridge with a load guard, between those who ask the modules and their lines: the very classes
 * that the real one works with, stepped. It can die, hang and start again, and its lines can be
 * cut. Not thread-safe.
 */
public final class SteppedBridge {
  /** A bridge that was away for longer has forgotten what the clients wished, in milliseconds. */
  private static final long WISHES_LAST = Duration.ofMinutes(10).toMillis();

  private final GuardSettings settings;
  private final BiFunction<String, Adu, Optional<Adu>> lines;
  // by identity, as all come from the settings: asked ten times a second
  private final Map<GuardedModule, GuardedTraffic> traffic = new IdentityHashMap<>();
  private final Map<GuardedModule, Integer> wishes = new IdentityHashMap<>();
  private Life life = Life.DEAD;
  private long wishesAt = Long.MIN_VALUE / 2;
  private long linesCutUntil = Long.MIN_VALUE;
  private LoadGuard guard;
  private MeterFeed meter;
  private TelegramFramer framer;
  private long now;
  private long told;

  private enum Life {
    RUNS,
    HANGS,
    DEAD
  }

  /**
   * @param lines puts a request on a line; no answer when no module gives one
   * @param now in milliseconds
   */
  public SteppedBridge(
      GuardSettings settings, BiFunction<String, Adu, Optional<Adu>> lines, long now) {
    this.settings = settings;
    this.lines = lines;
    this.now = now;
    start();
  }

  /** Starts, after a death or anew; after a hang it goes on. */
  public void start() {
    if (life == Life.DEAD) {
      guard = new LoadGuard(settings);
      Set<Phase> phases = EnumSet.noneOf(Phase.class);
      for (GuardedModule module : settings.modules()) {
        traffic.put(module, new GuardedTraffic(module, guard));
        phases.addAll(module.wiring().phases());
      }
      meter = new MeterFeed(phases);
      framer = new TelegramFramer(this::read, () -> {});
      if (now - wishesAt <= WISHES_LAST) {
        settings.modules().stream()
            .filter(wishes::containsKey)
            .forEach(module -> guard.remembers(module, wishes.get(module), now));
      }
    }
    life = Life.RUNS;
  }

  /** As {@code kill -9} or a power cut of the Pi leaves it. */
  public void die() {
    life = Life.DEAD;
  }

  /** As SIGSTOP leaves it: its connections stay, nothing is done. */
  public void hang() {
    life = Life.HANGS;
  }

  /** Nothing gets through on the lines for a while. */
  public void cutLines(Duration howLong) {
    linesCutUntil = now + howLong.toMillis();
  }

  /** What has left the meter's port. */
  public void received(byte[] bytes) {
    if (life == Life.RUNS) {
      framer.take(bytes);
    }
  }

  private void read(Telegram telegram) {
    meter.read(telegram).ifPresent(reading -> guard.telegram(reading, now, now));
  }

  /**
   * Lets the guard decide and carries out what it orders.
   *
   * @return the modules that it treats otherwise than before, and why
   */
  public List<Change> tick(long now) {
    this.now = now;
    if (life != Life.RUNS) {
      return List.of();
    }
    LoadGuard.Decision decision = guard.step(now);
    told += decision.changes().size();
    decision.orders().forEach(this::carryOut);
    rememberWishes();
    return decision.changes();
  }

  private void rememberWishes() {
    wishesAt = now;
    for (GuardedModule module : settings.modules()) {
      guard.wishShown(module, now).ifPresent(wish -> wishes.put(module, wish));
    }
  }

  private void carryOut(Order order) {
    GuardedTraffic one = traffic.get(order.module());
    Pdu sent = one.toLine(order, now);
    one.ended(sent, onLine(order.module(), sent), now);
  }

  private Optional<Pdu> onLine(GuardedModule module, Pdu request) {
    return now < linesCutUntil
        ? Optional.empty()
        : lines.apply(module.line(), new Adu(module.unit(), request)).map(Adu::pdu);
  }

  /**
   * A client's request to a module.
   *
   * @return empty without an answer
   */
  public Optional<Adu> ask(String line, Adu request, String client) {
    if (life != Life.RUNS) {
      return Optional.empty();
    }
    Optional<GuardedTraffic> guarded =
        traffic.values().stream()
            .filter(t -> t.module().line().equals(line) && t.module().unit() == request.unit())
            .findFirst();
    if (guarded.isEmpty()) {
      return now < linesCutUntil ? Optional.empty() : lines.apply(line, request);
    }
    return Optional.of(guarded.get())
        .flatMap(one -> ask(one, request.pdu(), client))
        .map(pdu -> new Adu(request.unit(), pdu));
  }

  private Optional<Pdu> ask(GuardedTraffic one, Pdu request, String client) {
    if (one.refusal(request).isPresent()) {
      return Optional.of(Pdu.exception(request.function(), one.refusal(request).get()));
    }
    one.asked(request, client, now);
    boolean clamped = GuardedTraffic.clamps(request);
    Pdu sent = clamped ? one.toLine(request, client, now) : request;
    Optional<Pdu> answer = onLine(one.module(), sent);
    answer.ifPresent(pdu -> one.answered(sent, pdu, now));
    return answer.map(
        pdu -> clamped && !pdu.isException() ? echo(request) : one.shown(request, pdu, now));
  }

  /** What answers a write of registers: that of one is repeated, that of several without values. */
  private static Pdu echo(Pdu write) {
    return write.function() == RegisterSpace.WRITE_SINGLE ? write : Pdu.of(write.bytes(), 0, 5);
  }

  public LoadGuard guard() {
    return guard;
  }

  public boolean isRunning() {
    return life == Life.RUNS;
  }

  /** How often the guard has treated a module otherwise than before. */
  public long changes() {
    return told;
  }
}
