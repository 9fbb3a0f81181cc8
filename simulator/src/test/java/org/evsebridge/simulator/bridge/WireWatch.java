package org.evsebridge.simulator.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;

/**
 * Stands between a bridge and its line and holds against each write of 0x0201 what must be true of
 * all of them, whatever happens: nobody gets more than he wishes, or what no car charges with, and
 * what a module falls back to is safe. It knows nothing of what the guard believes.
 */
final class WireWatch {
  private static final long HIGH_LASTS = 2_000;
  private static final long WINDOW = 10_000;

  /** A bridge decides so often: what it was told last it may not know for so long. */
  private static final long STEP = 100;

  private record Wish(int word, long at) {
    int amperes(long now) {
      int low = word & 0xFF;
      int high = word >> 8;
      boolean highCounts = high != 0xFF && now - at < HIGH_LASTS && !(high == 0 && low >= 6);
      int amperes = highCounts ? high : low;
      return amperes < 6 ? 0 : Math.min(16, amperes);
    }
  }

  private final BiFunction<String, Adu, Optional<Adu>> line;
  private final boolean mayKeepTheLast;
  private final Map<Integer, Integer> safe = new HashMap<>();
  private final Map<Integer, Wish> wishes = new HashMap<>();
  private final Map<Integer, Wish> tried = new HashMap<>();
  private final Map<Integer, Deque<Long>> writes = new HashMap<>();
  private final Set<Integer> unreached = new HashSet<>();
  private int mostWrites;
  private long now;

  /**
   * @param mayKeepTheLast whether the lower half may be more than what is safe, with a firmware
   *     that does not let go
   */
  WireWatch(
      GuardSettings guard, BiFunction<String, Adu, Optional<Adu>> line, boolean mayKeepTheLast) {
    this.line = line;
    this.mayKeepTheLast = mayKeepTheLast;
    List<Integer> shares = LoadGuard.safeShares(guard);
    for (int i = 0; i < shares.size(); i++) {
      GuardedModule module = guard.modules().get(i);
      safe.put(module.unit(), shares.get(i));
      wishes.put(module.unit(), new Wish(0xFF10, Long.MIN_VALUE / 2)); // what it starts with
      writes.put(module.unit(), new ArrayDeque<>());
    }
  }

  void tick(long now) {
    this.now = now;
  }

  /** A client writes a limit, and the bridge hears it or not: less counts in any case. */
  void asks(Adu request, boolean heard) {
    Wish wish = new Wish(request.pdu().u16(3), now);
    if (heard && wish.amperes(now) <= wishes.get(request.unit()).amperes(now)) {
      wishes.put(request.unit(), wish);
    } else if (heard) {
      tried.put(request.unit(), wish);
    }
  }

  /** More counts only when the module has confirmed it. */
  void answered(Adu request) {
    wishes.put(request.unit(), new Wish(request.pdu().u16(3), now));
  }

  /** Whether a module runs; one that does not has lost power and starts anew. */
  void looks(int unit, boolean runs) {
    if (!runs) {
      unreached.add(unit);
    }
  }

  /** Whether a module has lost power and nobody has written to it since. */
  boolean hasUnreached() {
    return !unreached.isEmpty();
  }

  /** How often a module was written to in ten seconds, at most. */
  int mostWrites() {
    return mostWrites;
  }

  /** What a unit may get at most now, in amperes. */
  int wished(int unit, long now) {
    Wish wish = wishes.get(unit);
    return Math.min(
        wish.amperes(now + STEP), Math.min(wish.amperes(now), wish.amperes(now - STEP)));
  }

  /** What the bridge puts on the line. */
  Optional<Adu> onLine(String name, Adu request) {
    boolean writesLimit =
        request.pdu().function() == RegisterSpace.WRITE_SINGLE
            && request.pdu().u16(1) == ModuleRegister.LIMIT.address();
    if (writesLimit) {
      require(request);
      count(writes.get(request.unit()));
    }
    Optional<Adu> answer = line.apply(name, request);
    if (writesLimit && answer.isPresent()) {
      unreached.remove(request.unit());
    }
    return answer;
  }

  private void require(Adu request) {
    int word = request.pdu().u16(3);
    int high = word >> 8;
    int low = word & 0xFF;
    Wish wish = wishes.get(request.unit());
    int wished = Math.max(wish.amperes(now), wish.amperes(now - STEP));
    Wish more = tried.get(request.unit());
    if (more != null && now - more.at <= HIGH_LASTS + STEP) {
      wished = Math.max(wished, more.amperes(now));
    }
    boolean charges = isCurrent(high) && isCurrent(low);
    boolean fallsBack = low <= high && (mayKeepTheLast || low <= safe.get(request.unit()));
    if (high > wished || !charges || !fallsBack) {
      Evening.Broken.unlessUnwatched(
          "unit %d gets 0x%04X at %d ms, wish 0x%04X of %d ms"
              .formatted(request.unit(), word, now, wish.word, wish.at));
    }
  }

  private static boolean isCurrent(int amperes) {
    return amperes == 0 || amperes >= GuardedModule.LEAST_AMPERES && amperes <= 16;
  }

  private void count(Deque<Long> times) {
    times.addLast(now);
    while (times.peekFirst() <= now - WINDOW) {
      times.removeFirst();
    }
    mostWrites = Math.max(mostWrites, times.size());
  }
}
