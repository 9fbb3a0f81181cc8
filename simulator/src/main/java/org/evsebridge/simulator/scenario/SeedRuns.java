package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.yaml.ConfigException;

/** One scenario with many seeds: a check that tells which of them failed. */
final class SeedRuns {
  /** So many failing seeds are named with what failed; more are only counted. */
  private static final int MOST_NAMED = 20;

  private SeedRuns() {}

  private record Outcome(long seed, Report report) {
    String failed() {
      return seed
          + " ("
          + String.join(
              "; ",
              report.verdicts().stream()
                  .filter(verdict -> !verdict.passed())
                  .map(verdict -> verdict.expected() + ": " + verdict.seen())
                  .toList())
          + ")";
    }
  }

  /**
   * Runs a scenario with each seed, several at a time.
   *
   * @throws ConfigException when the file of a module's EEPROM cannot be used
   */
  static Report run(Scenario scenario, Seeds seeds) throws ConfigException, InterruptedException {
    long began = System.nanoTime();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), Threads.factory("seeds"));
    try {
      List<Future<Outcome>> running =
          LongStream.rangeClosed(seeds.first(), seeds.last())
              .mapToObj(seed -> workers.submit(() -> run(scenario, seed)))
              .toList();
      List<String> failed = new ArrayList<>();
      for (Future<Outcome> one : running) {
        Outcome outcome = one.get();
        if (!outcome.report().passed()) {
          failed.add(outcome.failed());
        }
      }
      return report(scenario, seeds, failed, Duration.ofNanos(System.nanoTime() - began));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConfigException config) {
        throw config;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }

  private static Outcome run(Scenario scenario, long seed) throws ConfigException {
    return new Outcome(seed, Run.once(scenario.withSeed(seed), Optional.empty()));
  }

  private static Report report(Scenario scenario, Seeds seeds, List<String> failed, Duration took) {
    String seen = seeds.count() - failed.size() + " of " + seeds.count() + " passed";
    String named = String.join(", ", failed.subList(0, Math.min(failed.size(), MOST_NAMED)));
    Check.Verdict verdict =
        new Check.Verdict(
            "every check with each of the seeds " + seeds,
            failed.isEmpty(),
            failed.isEmpty() ? seen : seen + "; failed: " + named);
    return new Report(
        scenario, List.of(verdict), List.of(), scenario.runs().multipliedBy(seeds.count()), took);
  }
}
