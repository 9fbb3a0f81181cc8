package org.evsebridge.simulator.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.simulator.meter.MeterKind;

/**
 * Runs many seeded evenings of each kind and prints a line for each. Arguments: first seed, last
 * seed, then any of: meters, fuses, numbers of modules, setups; every kind is run that has one of
 * each of those that are named. A fuse that blew while a module, which had lost power and boots to
 * its saved limit, was out of the bridge's reach is counted apart: nobody could have held it.
 */
public final class EveningsJudge {
  private static final double HOURS = 4;

  private EveningsJudge() {}

  public static void main(String[] args) throws Exception {
    int first = Integer.parseInt(args[0]);
    int last = Integer.parseInt(args[1]);
    List<String> wanted = List.of(args).subList(2, args.length);
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), Threads.factory("evenings"));
    System.out.println(
        "meter    fuse modules setup        evenings blown (booted alone)  fuse p99    kWh stops/h"
            + " changes/h writes/10 s saves  blown with seeds");
    boolean holds = true;
    for (Evening.Kind kind : kinds()) {
      if (isWanted(wanted, kind)) {
        holds &= judge(kind, first, last, workers);
      }
    }
    workers.shutdown();
    System.exit(holds ? 0 : 1);
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

  /** Whether the fuse held with each seed, where it must. */
  private static boolean judge(Evening.Kind kind, int first, int last, ExecutorService workers)
      throws Exception {
    List<Future<Evening.Outcome>> running =
        IntStream.rangeClosed(first, last)
            .mapToObj(seed -> workers.submit(() -> new Evening(kind, seed).run()))
            .toList();
    List<Evening.Outcome> all = new ArrayList<>();
    for (Future<Evening.Outcome> one : running) {
      all.add(one.get());
    }
    List<Evening.Outcome> blown = all.stream().filter(o -> o.blown() > 0).toList();
    long alone = blown.stream().filter(Evening.Outcome::bootedAlone).count();
    double[] used = all.stream().mapToDouble(Evening.Outcome::fuseUsed).sorted().toArray();
    List<String> words = words(kind);
    boolean guarded = kind.setup() != Evening.Setup.ALONE;
    System.out.printf(
        Locale.ROOT,
        "%-8s %-4s %7s %-12s %8d %5d %14d %7.1f %% %6.2f %7.2f %9.1f %11.0f %5.0f  %s%n",
        words.get(0),
        words.get(1),
        words.get(2),
        words.get(3),
        all.size(),
        blown.size(),
        alone,
        100 * used[(int) (used.length * 0.99)],
        mean(all, Evening.Outcome::kilowattHours),
        mean(all, Evening.Outcome::stops) / HOURS,
        mean(all, Evening.Outcome::changes) / HOURS,
        most(all, Evening.Outcome::mostWrites),
        most(all, Evening.Outcome::saves),
        guarded ? blown.stream().map(o -> "" + o.seed()).limit(12).toList() : "");
    return switch (kind.setup()) {
      case ALONE -> true;
      case AS_THEY_CAME -> blown.size() == alone;
      case COMMISSIONED, CAP -> blown.isEmpty();
    };
  }

  private static double mean(List<Evening.Outcome> all, ToDoubleFunction<Evening.Outcome> what) {
    return all.stream().mapToDouble(what).average().orElse(0);
  }

  private static double most(List<Evening.Outcome> all, ToDoubleFunction<Evening.Outcome> what) {
    return all.stream().mapToDouble(what).max().orElse(0);
  }
}
