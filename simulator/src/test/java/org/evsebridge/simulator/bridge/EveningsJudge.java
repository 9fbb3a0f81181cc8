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
 * kind. Arguments: first seed, last seed.
 */
public final class EveningsJudge {
  private EveningsJudge() {}

  public static void main(String[] args) throws Exception {
    int first = Integer.parseInt(args[0]);
    int last = Integer.parseInt(args[1]);
    ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    System.out.println(
        "meter     fuse modules guard  blown  fuse used p99  kWh   stops/h  changes/h  seeds");
    for (MeterKind meter : List.of(MeterKind.DSMR_5, MeterKind.DSMR_4_2)) {
      for (FuseKind fuse : FuseKind.values()) {
        for (int modules = 1; modules <= 3; modules++) {
          for (boolean guarded : new boolean[] {true, false}) {
            judge(new Evening.Kind(meter, fuse, modules, guarded, true), first, last, workers);
          }
        }
      }
    }
    workers.shutdown();
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
        "%-9s %-4s %7d %-6s %5d %14.1f %% %6.1f %7.2f %9.1f   %s%n",
        kind.meter(),
        kind.fuse(),
        kind.modules(),
        kind.guarded() ? "guard" : "none",
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
