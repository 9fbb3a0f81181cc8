package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.evsebridge.bridge.modbus.Adu;

/**
 * The faults that are set on a line. The same seed and the same requests give the same faults.
 * Thread-safe.
 */
public final class LineFaults {
  private static final FaultRule STILL_DEAD =
      new FaultRule(new LineFault.Dead(Duration.ZERO), FaultScope.EVERYTHING, "still dead");

  private final RandomGenerator random;
  private final Map<Integer, Active> active = new LinkedHashMap<>();
  private int lastId;
  private Duration deadUntil = Duration.ZERO;
  private int removals;
  private int removalsAtStrike;

  /** A rule that is set, and what is left of it. */
  private static final class Active {
    final FaultRule rule;
    final Duration since;
    int applied;

    Active(FaultRule rule, Duration since) {
      this.rule = rule;
      this.since = since;
    }

    boolean isOver(Duration now) {
      return rule.scope().requests().filter(most -> applied >= most).isPresent()
          || rule.scope().lasts().filter(d -> now.minus(since).compareTo(d) >= 0).isPresent();
    }
  }

  public LineFaults(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Those of a line. */
  public static LineFaults of(long seed, String line) {
    return new LineFaults(seedOf(seed, line));
  }

  /** Every line has faults of its own, the same ones in each run. */
  public static long seedOf(long seed, String line) {
    return seed * 31 + line.hashCode();
  }

  /**
   * Sets a fault.
   *
   * @param now the time on the line's clock, whose start does not matter
   * @return the id by which it can be removed
   */
  public synchronized int add(FaultRule rule, Duration now) {
    lastId++;
    active.put(lastId, new Active(rule, now));
    return lastId;
  }

  /** Removes a fault; says whether there was one. */
  public synchronized boolean remove(int id) {
    endWait();
    return active.remove(id) != null;
  }

  /** Removes all; a dead line works again. */
  public synchronized void clear() {
    endWait();
    active.clear();
    deadUntil = Duration.ZERO;
  }

  private void endWait() {
    removals++;
    notifyAll();
  }

  /**
   * Waits for the delay of the fault that was applied last, or until a fault is removed.
   *
   * @param nanoTime of {@link System#nanoTime}
   * @return when the wait was over: the time asked for, or an earlier one
   */
  synchronized long waitUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    try {
      while (left > 0 && removals == removalsAtStrike) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = nanoTime - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return left > 0 ? System.nanoTime() : nanoTime;
  }

  /** What is set and not over, by id. */
  public synchronized Map<Integer, FaultRule> active(Duration now) {
    active.values().removeIf(rule -> rule.isOver(now));
    Map<Integer, FaultRule> rules = new LinkedHashMap<>();
    active.forEach((id, set) -> rules.put(id, set.rule));
    return rules;
  }

  /** Whether no fault would apply now. */
  synchronized boolean isEmpty() {
    return active.isEmpty() && deadUntil.isZero();
  }

  /**
   * The faults that apply to a request, in the order in which they were set, in a new list.
   *
   * @param way how the request came
   * @param answerable whether a unit is there that would answer it
   */
  synchronized List<FaultRule> appliedTo(Adu request, Way way, boolean answerable, Duration now) {
    removalsAtStrike = removals;
    if (now.compareTo(deadUntil) < 0) {
      return new ArrayList<>(List.of(STILL_DEAD));
    }
    active.values().removeIf(rule -> rule.isOver(now));
    List<FaultRule> applied = new ArrayList<>();
    for (Active set : active.values()) {
      if (set.rule.fault().appliesOn(way)
          && (answerable || !set.rule.fault().needsUnit())
          && set.rule.scope().covers(request)
          && happens(set.rule.scope().probability())) {
        set.applied++;
        applied.add(set.rule);
        if (set.rule.fault() instanceof LineFault.Dead dead) {
          deadUntil = now.plus(dead.lasts());
        }
      }
    }
    return applied;
  }

  private boolean happens(double probability) {
    return probability >= 1 || random.nextDouble() < probability;
  }

  /** What the faults make of an exchange. */
  synchronized BusReply reply(Exchange exchange, List<FaultRule> rules) {
    BusReply reply = exchange.reply();
    for (FaultRule rule : rules) {
      reply = rule.fault().apply(exchange, reply, random);
    }
    return reply;
  }
}
