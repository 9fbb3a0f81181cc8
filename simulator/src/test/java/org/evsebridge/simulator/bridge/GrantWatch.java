package org.evsebridge.simulator.bridge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.guard.LoadGuard;
import org.evsebridge.bridge.p1.Obis;

/**
 * Holds against what a guard grants what must be true after each of its decisions: on no phase more
 * than the house leaves free, and nothing more again soon after a cut. It knows the house and the
 * cars as they are, and nothing of what the guard believes of them.
 */
final class GrantWatch {
  /** What meter and modules may have rounded off, in amperes. */
  private static final double ROUNDED = 0.2;

  /**
   * A module is read about each 2.5 s: until then the guard takes a car for drawing what it no
   * longer does. In milliseconds, with a telegram of the fastest meter.
   */
  private static final long UNREAD = 4_000;

  /** A car that draws so much less than in the step before is letting go, in amperes. */
  private static final double LET_GO = 0.1;

  /** So many telegrams later a guard knows its meter's interval. */
  private static final int TELEGRAMS_TO_KNOW = 6;

  /** A bridge decides so often, in milliseconds. */
  private static final long STEP = 100;

  /** A meter that hangs may show a moment that was so many telegrams ago. */
  private static final int MOMENTS = 1_000;

  private static final String TIME_OBJECT = Obis.TIME.reference() + "(";
  private static final int TIME_DIGITS = 12;

  /** When the house left less, and how much; a client may wish even less meanwhile. */
  private record Cut(long at, int left) {
    static final Cut NEVER = new Cut(Long.MIN_VALUE / 2, 0);
  }

  private final GuardSettings settings;
  private final List<Set<Phase>> phases;
  private final long interval;
  private final DateTimeFormatter time;
  private final Map<String, PerPhase> houses =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PerPhase> eldest) {
          return size() > MOMENTS;
        }
      };
  private final Map<GuardedModule, Integer> granted = new HashMap<>();
  private final Map<GuardedModule, Cut> cuts = new HashMap<>();
  private final List<Integer> safe;
  private LoadGuard known;
  private long heardAt = Long.MIN_VALUE / 2;
  private int heard;
  private PerPhase cars = PerPhase.ZERO;
  private long letGoAt = Long.MIN_VALUE / 2;
  private PerPhase sum = PerPhase.ZERO;
  private int steps;

  /**
   * @param phases the house's phases that each module's car draws from
   */
  GrantWatch(GuardSettings settings, List<Set<Phase>> phases, Duration interval, ZoneId zone) {
    this.settings = settings;
    this.safe = LoadGuard.safeShares(settings);
    this.phases = phases;
    this.interval = interval.toSeconds();
    this.time = DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(zone);
  }

  /** A step has passed in which the cars drew so much, and the house beside them. */
  void passed(PerPhase drawn, PerPhase house, Instant end, long now) {
    if (cars.with(drawn, (was, is) -> was - is).max() > LET_GO) {
      letGoAt = now;
    }
    cars = drawn;
    sum = sum.plus(house);
    steps++;
    if (end.getNano() == 0 && end.getEpochSecond() % interval == 0) {
      double count = steps;
      houses.put(time.format(end), sum.map(all -> all / count));
      sum = PerPhase.ZERO;
      steps = 0;
    }
  }

  /** The guard has taken a telegram. */
  void shared(LoadGuard guard, byte[] telegram, Set<GuardedModule> plugged, long now) {
    know(guard);
    heardAt = now;
    heard++;
    if (now - letGoAt <= UNREAD) {
      return;
    }
    PerPhase house = houses.get(timeOf(telegram));
    for (Phase phase : Phase.values()) {
      int all = 0;
      int least = 0;
      for (int i = 0; i < phases.size(); i++) {
        GuardedModule module = settings.modules().get(i);
        int one = guard.limitWord(module, now) >> 8;
        if (one > 0 && plugged.contains(module) && phases.get(i).contains(phase)) {
          all += one;
          least += module.min();
        }
      }
      double room = settings.fuse() - settings.margin() - house.get(phase);
      if (all > Math.max(room, least) + ROUNDED) {
        Evening.Broken.unlessUnwatched(
            "%d A granted on %s with room for %.2f A at %d ms".formatted(all, phase, room, now));
      }
    }
  }

  private static String timeOf(byte[] telegram) {
    String text = new String(telegram, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(TIME_OBJECT) + TIME_OBJECT.length();
    return text.substring(at, at + TIME_DIGITS);
  }

  /** A guard that has just started knows nothing. */
  private void know(LoadGuard guard) {
    if (guard != known) {
      known = guard;
      granted.clear();
      cuts.clear();
      heardAt = Long.MIN_VALUE / 2;
      heard = 0;
    }
  }

  /** A guard counts each meter for one of ten seconds until it has heard some telegrams of it. */
  private long blindAfter() {
    boolean fast = interval == 1 && heard > TELEGRAMS_TO_KNOW;
    return fast ? 5_000 : 25_000;
  }

  /** The guard has decided. {@code wished} is what each module may have at most, in amperes. */
  void decided(LoadGuard guard, List<Integer> wished, long now) {
    know(guard);
    boolean blind = now - heardAt > blindAfter() + STEP;
    List<GuardedModule> modules = settings.modules();
    for (int i = 0; i < modules.size(); i++) {
      GuardedModule module = modules.get(i);
      int is = guard.limitWord(module, now) >> 8;
      if (blind && is > safe.get(i)) {
        Evening.Broken.unlessUnwatched(
            module + " has " + is + " A " + (now - heardAt) + " ms after the last telegram");
      }
      int was = granted.getOrDefault(module, is);
      granted.put(module, is);
      if (is < was && is < wished.get(i)) {
        cuts.put(module, new Cut(now, is));
      }
      Cut cut = cuts.getOrDefault(module, Cut.NEVER);
      long since = now - cut.at;
      if (is > was && was > 0 && is > cut.left && since < settings.raiseAfter().toMillis()) {
        Evening.Broken.unlessUnwatched(
            "%s rises from %d to %d A %d ms after a cut to %d A"
                .formatted(module, was, is, since, cut.left));
      }
    }
  }
}
