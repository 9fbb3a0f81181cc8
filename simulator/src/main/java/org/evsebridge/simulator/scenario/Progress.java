package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How far some runs have come. It learns of each when it begins and looks at it from then on. Its
 * methods may be called from any thread.
 */
public final class Progress implements Consumer<Run> {
  /** Until so much has been stepped, its pace says nothing of the rest. */
  private static final double ENOUGH_SECONDS = 0.5;

  /** The pace is that of so long: a program that was stopped meanwhile is not a slow one. */
  private static final Duration WINDOW = Duration.ofSeconds(10);

  private final LongSupplier nanoTime;
  private final int runs;
  private final double steppedWhole;
  private final double externalWhole;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private final List<Run> running = new ArrayList<>();
  private int over;
  private double steppedOver;
  private double externalOver;
  private Optional<Double> pace = Optional.empty();

  /** How many simulated seconds had passed at a moment. */
  private record Sample(long nanos, double stepped, double external) {}

  /** A run that is being made. */
  public record Running(String name, OptionalLong seed, Duration simulated, Duration whole) {}

  /**
   * How the runs stand.
   *
   * @param now those that are being made, the earliest first
   * @param over how many of {@code runs} have been made
   * @param part of all simulated time that has passed, 0 to 1
   * @param pace simulated over real time of the runs that step as fast as they can, of late; empty
   *     before there is one
   * @param rest how long the others will take in real time; empty while nobody can say
   */
  public record State(
      List<Running> now,
      int over,
      int runs,
      double part,
      Optional<Double> pace,
      Optional<Duration> rest) {}

  /**
   * @param jobs the runs that will be made
   * @param nanoTime a monotonic time
   */
  public Progress(List<Job> jobs, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.runs = jobs.size();
    samples.add(new Sample(nanoTime.getAsLong(), 0, 0));
    this.externalWhole = seconds(jobs, true);
    this.steppedWhole = seconds(jobs, false);
  }

  private static double seconds(List<Job> jobs, boolean external) {
    return jobs.stream()
        .map(Job::scenario)
        .filter(scenario -> scenario.isExternal() == external)
        .mapToDouble(scenario -> seconds(scenario.runs()))
        .sum();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Learns of a run that begins. */
  @Override
  public synchronized void accept(Run run) {
    running.add(run);
  }

  /** How they stand now. */
  public synchronized State state() {
    forgetThoseThatAreOver();
    double external = externalOver;
    double stepped = steppedOver;
    for (Run run : running) {
      if (run.job().scenario().isExternal()) {
        external += seconds(run.simulated());
      } else {
        stepped += seconds(run.simulated());
      }
    }
    measure(new Sample(nanoTime.getAsLong(), stepped, external));
    double externalRest = externalWhole - external;
    double steppedRest = steppedWhole - stepped;
    return new State(
        running.stream().map(Progress::running).toList(),
        over,
        runs,
        (stepped + external) / (steppedWhole + externalWhole),
        pace,
        steppedRest <= 0
            ? Optional.of(ofSeconds(externalRest))
            : pace.map(p -> ofSeconds(externalRest + steppedRest / p)));
  }

  private void measure(Sample now) {
    samples.removeIf(sample -> now.nanos - sample.nanos > WINDOW.toNanos());
    if (!samples.isEmpty()) {
      Sample first = samples.getFirst();
      // What keeps real time has the machine to itself.
      double stepping = (now.nanos - first.nanos) / 1e9 - (now.external - first.external);
      double stepped = now.stepped - first.stepped;
      if (stepped > 0 && stepping >= ENOUGH_SECONDS) {
        pace = Optional.of(stepped / stepping);
      }
    }
    samples.add(now);
  }

  private void forgetThoseThatAreOver() {
    for (Iterator<Run> each = running.iterator(); each.hasNext(); ) {
      Run run = each.next();
      if (run.isOver()) {
        each.remove();
        over++;
        if (run.job().scenario().isExternal()) {
          externalOver += seconds(run.job().scenario().runs());
        } else {
          steppedOver += seconds(run.job().scenario().runs());
        }
      }
    }
  }

  private static Running running(Run run) {
    return new Running(
        run.job().scenario().name(),
        run.job().seed(),
        run.simulated(),
        run.job().scenario().runs());
  }

  private static Duration ofSeconds(double seconds) {
    return Duration.ofSeconds(Math.round(Math.max(0, seconds)));
  }
}
