package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.Ticking;

/**
 * Conditions that somebody waits for while a station's time passes. It is ticked after the station.
 * Every method may be called from any thread; who waits is told on the thread that ticks, the
 * station's lock not held.
 */
public final class Watches implements Ticking {
  /** How many may be waited for at a time. */
  public static final int MOST = 64;

  private final Station station;
  private final List<Watch> open = new ArrayList<>(); // guarded by the station's lock, as all here
  private Duration passed = Duration.ZERO;
  private Chronicle chronicle;

  /** A check that is on its way, and who waits for it. */
  private record Watch(Check check, Duration until, CompletableFuture<Verdict> done) {}

  /** What begins. */
  private interface Beginning {
    CompletableFuture<Verdict> begin(Station.Models models);
  }

  public Watches(Station station) {
    this.station = station;
    station.ask(this::beginAnew);
  }

  private Void beginAnew(Station.Models models) {
    passed = Duration.ZERO;
    chronicle =
        new Chronicle(models.clock().instant().atZone(models.clock().zone()), Duration.ZERO);
    return null;
  }

  @Override
  public void tick(Duration step) {
    List<Runnable> news =
        station.ask(
            models -> {
              passed = passed.plus(step);
              chronicle.look(passed, models.clock().instant());
              return open.isEmpty() ? List.of() : look(models);
            });
    news.forEach(Runnable::run);
  }

  private List<Runnable> look(Station.Models models) {
    Sight sight = new Sight(models, OutsideApi.NONE);
    List<Runnable> news = new ArrayList<>();
    open.removeIf(watch -> watch.done.isDone()); // nobody waits any more
    for (Watch watch : List.copyOf(open)) {
      watch.check.look(passed, sight);
      if (watch.check.isSettled() || watch.until.compareTo(passed) <= 0) {
        open.remove(watch);
        Verdict verdict = watch.check.verdict(chronicle::clock);
        news.add(() -> watch.done.complete(verdict));
      }
    }
    return news;
  }

  /**
   * Watches for a condition to hold at one step at least, the present moment included.
   *
   * @param within simulated time from now
   * @return complete as soon as it holds, or when the time is over; whoever cancels it waits no
   *     more
   * @throws IllegalArgumentException when it is no condition; the message says what there is
   * @throws IllegalStateException when {@value #MOST} are waited for already
   */
  public CompletableFuture<Verdict> once(String condition, Duration within) {
    return watch(Expectation.Kind.ONCE, condition, within);
  }

  /**
   * Watches that a condition holds at each step.
   *
   * @param during simulated time from now
   * @return complete as soon as it does not hold, or when the time is over
   * @throws IllegalArgumentException as for {@link #once}
   * @throws IllegalStateException as for {@link #once}
   */
  public CompletableFuture<Verdict> always(String condition, Duration during) {
    return watch(Expectation.Kind.ALWAYS, condition, during);
  }

  private CompletableFuture<Verdict> watch(Expectation.Kind kind, String text, Duration howLong) {
    Beginning begin =
        models -> {
          Condition condition = Condition.parse(text, models);
          if (condition.quantity().isOfOutside()) {
            throw new WrongValue("'" + text + "' asks a program outside; none takes part here");
          }
          Duration until = passed.plus(howLong);
          Check check =
              new Check(
                  new Expectation(
                      kind, condition, new Moment.At(passed), new Moment.At(until), text));
          check.look(passed, new Sight(models, OutsideApi.NONE));
          if (check.isSettled() || howLong.isZero()) {
            return CompletableFuture.completedFuture(check.verdict(chronicle::clock));
          }
          return add(new Watch(check, until, new CompletableFuture<>()));
        };
    return station.ask(begin::begin);
  }

  private CompletableFuture<Verdict> add(Watch watch) {
    open.removeIf(other -> other.done.isDone());
    if (open.size() >= MOST) {
      throw new IllegalStateException(MOST + " conditions are waited for already");
    }
    open.add(watch);
    return watch.done;
  }

  /** How many are waited for. */
  public int count() {
    return station.ask(models -> (int) open.stream().filter(one -> !one.done.isDone()).count());
  }

  /** Tells those who wait that the station began anew, and counts its time from there. */
  public void reset() {
    List<Watch> waiting =
        station.ask(
            models -> {
              List<Watch> all = List.copyOf(open);
              open.clear();
              beginAnew(models);
              return all;
            });
    waiting.forEach(
        watch ->
            watch.done.complete(
                Verdict.of("", false, "the station was put back to its beginning meanwhile")));
  }
}
