package org.evsebridge.simulator.bridge;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.simulator.meter.MeterKind;

/**
 * Runs many seeded evenings of each kind and prints a line for each. Arguments: a file, first seed,
 * last seed, then any of: meters, fuses, numbers of modules, setups; every kind is run that has one
 * of each of those that are named. Each evening is a line of the file as soon as it is over, and is
 * not run again when it is there already; so a run that was broken off goes on where it was. A fuse
 * that blew while a module, which had lost power and boots to its saved limit, was out of the
 * bridge's reach is counted apart: nobody could have held it.
 */
public final class EveningsJudge {
  private static final double HOURS = 4;

  /** So many seeds of a kind are run before the next kind's, so that all kinds come on. */
  private static final int BLOCK = 50;

  /** Of a module in an hour, on average. */
  private static final double MOST_STOPS = 4;

  private static final double MOST_CHANGES = 60;

  /** To a module in ten seconds: two a second. */
  private static final double MOST_WRITES = 20;

  /** Without a guard so many fuses blow, or the house is too tame. */
  private static final double MUST_BLOW = 0.99;

  private static final String BETWEEN = "\t";
  private static final int FIELDS = 10;

  private EveningsJudge() {}

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    int first = Integer.parseInt(args[1]);
    int last = Integer.parseInt(args[2]);
    List<String> wanted = List.of(args).subList(3, args.length);
    List<Evening.Kind> kinds = kinds().stream().filter(kind -> isWanted(wanted, kind)).toList();
    Map<String, Evening.Outcome> known = known(file);
    try (Writer out = Files.newBufferedWriter(file, CREATE, APPEND)) {
      for (int from = first; from <= last; from += BLOCK) {
        for (Evening.Kind kind : kinds) {
          for (int seed = from; seed <= Math.min(last, from + BLOCK - 1); seed++) {
            if (!known.containsKey(key(kind, seed))) {
              Evening.Outcome outcome = new Evening(kind, seed).run();
              known.put(key(kind, seed), outcome);
              out.write(key(kind, seed) + BETWEEN + line(outcome) + "\n");
              out.flush();
            }
          }
        }
      }
    }
    System.out.println(
        "meter    fuse modules setup        evenings blown (booted alone)  fuse p99    kWh stops/h"
            + " most changes/h most writes/10 s saves broken  seeds");
    boolean holds = true;
    for (Evening.Kind kind : kinds) {
      holds &=
          judge(
              kind,
              IntStream.rangeClosed(first, last).mapToObj(s -> known.get(key(kind, s))).toList());
    }
    System.exit(holds ? 0 : 1);
  }

  private static String key(Evening.Kind kind, long seed) {
    return String.join(" ", words(kind)) + " " + seed;
  }

  /**
   * The outcomes that are there already; a line that was broken off in its middle does not count.
   */
  private static Map<String, Evening.Outcome> known(Path file) throws IOException {
    Map<String, Evening.Outcome> known = new HashMap<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(BETWEEN, -1);
        if (parts.length == 1 + FIELDS) {
          known.put(parts[0], outcome(parts));
        }
      }
    }
    return known;
  }

  private static String line(Evening.Outcome o) {
    return String.join(
        BETWEEN,
        "" + o.seed(),
        "" + o.blown(),
        "" + o.bootedAlone(),
        "" + o.fuseUsed(),
        "" + o.kilowattHours(),
        "" + o.stops(),
        "" + o.changes(),
        "" + o.mostWrites(),
        "" + o.saves(),
        o.broken());
  }

  private static Evening.Outcome outcome(String[] parts) {
    return new Evening.Outcome(
        Long.parseLong(parts[1]),
        Integer.parseInt(parts[2]),
        Boolean.parseBoolean(parts[3]),
        Double.parseDouble(parts[4]),
        Double.parseDouble(parts[5]),
        Integer.parseInt(parts[6]),
        Integer.parseInt(parts[7]),
        Integer.parseInt(parts[8]),
        Integer.parseInt(parts[9]),
        parts[10]);
  }

  private static List<Evening.Kind> kinds() {
    List<Evening.Kind> kinds = new ArrayList<>();
    for (Evening.Setup setup : Evening.Setup.values()) {
      for (MeterKind meter : List.of(MeterKind.DSMR_5, MeterKind.DSMR_4_2)) {
        for (FuseKind fuse : FuseKind.values()) {
          for (int modules = 1; modules <= 3; modules++) {
            kinds.add(new Evening.Kind(meter, fuse, modules, setup));
          }
        }
      }
    }
    return kinds;
  }

  /** Whether nothing is named that is of the same sort and another. */
  private static boolean isWanted(List<String> wanted, Evening.Kind kind) {
    return kinds().stream()
        .flatMap(other -> IntStream.range(0, 4).mapToObj(i -> List.of(words(other).get(i), "" + i)))
        .filter(word -> wanted.contains(word.get(0)))
        .map(word -> Integer.parseInt(word.get(1)))
        .distinct()
        .allMatch(sort -> wanted.contains(words(kind).get(sort)));
  }

  private static List<String> words(Evening.Kind kind) {
    return List.of(
        kind.meter().toString(),
        kind.fuse().name().toLowerCase(Locale.ROOT),
        "" + kind.modules(),
        kind.setup().name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** Whether all held with each seed, where it must. Stops and changes are those of a module. */
  private static boolean judge(Evening.Kind kind, List<Evening.Outcome> all) {
    List<Evening.Outcome> blown = all.stream().filter(o -> o.blown() > 0).toList();
    List<Evening.Outcome> broken = all.stream().filter(o -> !o.broken().isEmpty()).toList();
    long alone = blown.stream().filter(Evening.Outcome::bootedAlone).count();
    double[] used = all.stream().mapToDouble(Evening.Outcome::fuseUsed).sorted().toArray();
    double each = HOURS * kind.modules();
    List<String> words = words(kind);
    boolean guarded = kind.setup() != Evening.Setup.ALONE;
    System.out.printf(
        Locale.ROOT,
        "%-8s %-4s %7s %-12s %8d %5d %14d %7.1f %% %6.2f %7.2f %4.1f %9.1f %4.0f %11.0f %5.0f %6d"
            + "  %s%n",
        words.get(0),
        words.get(1),
        words.get(2),
        words.get(3),
        all.size(),
        blown.size(),
        alone,
        100 * used[(int) (used.length * 0.99)],
        mean(all, Evening.Outcome::kilowattHours),
        mean(all, Evening.Outcome::stops) / each,
        most(all, Evening.Outcome::stops) / each,
        mean(all, Evening.Outcome::changes) / each,
        most(all, Evening.Outcome::changes) / each,
        most(all, Evening.Outcome::mostWrites),
        most(all, Evening.Outcome::saves),
        broken.size(),
        guarded
            ? Stream.concat(blown.stream(), broken.stream())
                .map(o -> "" + o.seed())
                .limit(12)
                .toList()
            : "");
    broken.stream()
        .limit(3)
        .forEach(o -> System.out.println("  seed " + o.seed() + ": " + o.broken()));
    boolean quiet =
        mean(all, Evening.Outcome::stops) / each <= MOST_STOPS
            && mean(all, Evening.Outcome::changes) / each <= MOST_CHANGES
            && most(all, Evening.Outcome::mostWrites) <= MOST_WRITES
            && most(all, Evening.Outcome::saves) == 0;
    return switch (kind.setup()) {
      case ALONE -> blown.size() >= all.size() * MUST_BLOW;
      case AS_THEY_CAME -> blown.size() == alone && broken.isEmpty() && quiet;
      case COMMISSIONED, CAP -> blown.isEmpty() && broken.isEmpty() && quiet;
    };
  }

  private static double mean(List<Evening.Outcome> all, ToDoubleFunction<Evening.Outcome> what) {
    return all.stream().mapToDouble(what).average().orElse(0);
  }

  private static double most(List<Evening.Outcome> all, ToDoubleFunction<Evening.Outcome> what) {
    return all.stream().mapToDouble(what).max().orElse(0);
  }
}
