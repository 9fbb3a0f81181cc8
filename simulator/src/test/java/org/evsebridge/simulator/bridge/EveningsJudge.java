package org.evsebridge.simulator.bridge;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.simulator.meter.MeterKind;

/**
 * Runs many seeded evenings of each kind, with and without the guard, and prints a line for each
 * kind. Modules are commissioned when their saved limit is the safe current; others start with 32 A
 * after a power cut. Arguments: first seed, last seed, and for one kind only its meter, fuse and
 * number of modules.
 */
public final class EveningsJudge {
  private EveningsJudge() {}

  public static void main(String[] args) throws Exception {
    int first = Integer.parseInt(args[0]);
    int last = Integer.parseInt(args[1]);
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    System.out.println(
        "meter     fuse modules guard        blown  fuse used p99  kWh   stops/h  changes/h  seeds");
    for (MeterKind meter : List.of(MeterKind.DSMR_5, MeterKind.DSMR_4_2)) {
      for (FuseKind fuse : FuseKind.values()) {
        for (int modules = 1; modules <= 3; modules++) {
          if (isWanted(args, meter, fuse, modules)) {
            judge(new Evening.Kind(meter, fuse, modules, true, true), first, last, workers);
            judge(new Evening.Kind(meter, fuse, modules, true, false), first, last, workers);
            judge(new Evening.Kind(meter, fuse, modules, false, true), first, last, workers);
          }
        }
      }
    }
    workers.shutdown();
  }

  private static boolean isWanted(String[] args, MeterKind meter, FuseKind fuse, int modules) {
    return args.length < 5
        || meter.toString().equals(args[2])
            && fuse.name().equalsIgnoreCase(args[3])
            && modules == Integer.parseInt(args[4]);
  }

  private static String guard(Evening.Kind kind) {
    if (!kind.guarded()) {
      return "none";
    }
    return kind.commissioned() ? "commissioned" : "guard only";
  }

  private static void judge(Evening.Kind kind, int first, int last, ExecutorService workers)
      throws Exception {
    List<Future<Evening.Outcome>> running =
        IntStream.rangeClosed(first, last)
            .mapToObj(seed -> workers.submit(() -> new Evening(kind, seed).run()))
            .toList();
    List<Evening.Outcome> all = new java.util.ArrayList<>();
    for (Future<Evening.Outcome> one : running) {
      all.add(one.get());
    }
    long blown = all.stream().filter(o -> o.blown() > 0).count();
    double[] used = all.stream().mapToDouble(Evening.Outcome::fuseUsed).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-9s %-4s %7d %-12s %5d %14.1f %% %6.1f %7.2f %9.1f   %s%n",
        kind.meter(),
        kind.fuse(),
        kind.modules(),
        guard(kind),
        blown,
        100 * used[(int) (used.length * 0.99)],
        all.stream().mapToDouble(Evening.Outcome::kilowattHours).average().orElse(0),
        all.stream().mapToInt(Evening.Outcome::stops).average().orElse(0) / 4,
        all.stream().mapToInt(Evening.Outcome::changes).average().orElse(0) / 4,
        kind.guarded()
            ? all.stream().filter(o -> o.blown() > 0).map(o -> "" + o.seed()).limit(12).toList()
            : "");
  }
}
