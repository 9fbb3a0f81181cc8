package org.evsebridge.simulator.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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

  /** What begins. */
  private interface Beginning {
    CompletableFuture<Waited> begin(Station.Models models);
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
              // what was done after the step, before this, shows with the next one
              return open.isEmpty() || !station.isSettled() ? List.of() : look(models);
            });
    news.forEach(Runnable::run);
  }

  private List<Runnable> look(Station.Models models) {
    List<Runnable> news = List.of();
    for (Iterator<Watch> each = open.iterator(); each.hasNext(); ) {
      Watch watch = each.next();
      if (watch.done().isDone()) {
        each.remove(); // nobody waits any more
        continue;
      }
      Optional<Waited> waited = look(watch, models);
      if (waited.isPresent()) {
        each.remove();
        news = news.isEmpty() ? new ArrayList<>() : news;
        news.add(() -> watch.done().complete(waited.get()));
      }
    }
    return news;
  }

  private Optional<Waited> look(Watch watch, Station.Models models) {
    return watch.look(passed, new Sight(models, OutsideApi.NONE), chronicle::clock);
  }

  /**
   * Watches for a condition to hold at one step at least, the present moment included. The present
   * moment does not count when something was done to the station since its last step: what comes of
   * that shows after the next one.
   *
   * @param after simulated time from now, before which it is not looked at
   * @param within simulated time from then; it is looked at once at least
   * @return complete as soon as it holds, or when the time is over; whoever cancels it waits no
   *     more
   * @throws IllegalArgumentException when it is no condition; the message says what there is
   * @throws IllegalStateException when {@value #MOST} are waited for already
   */
  public CompletableFuture<Waited> once(String condition, Duration after, Duration within) {
    return watch(Expectation.Kind.ONCE, condition, after, within);
  }

  /**
   * Watches that a condition holds at each step, from the same moment on as {@link #once}.
   *
   * @param during simulated time from now
   * @return complete as soon as it does not hold, or when the time is over
   * @throws IllegalArgumentException as for {@link #once}
   * @throws IllegalStateException as for {@link #once}
   */
  public CompletableFuture<Waited> always(String condition, Duration during) {
    return watch(Expectation.Kind.ALWAYS, condition, Duration.ZERO, during);
  }

  private CompletableFuture<Waited> watch(
      Expectation.Kind kind, String text, Duration after, Duration howLong) {
    Beginning begin =
        models -> {
          Condition condition = Condition.parse(text, models);
          if (condition.quantity().isOfOutside()) {
            throw new WrongValue("'" + text + "' asks a program outside; none takes part here");
          }
          Watch watch = new Watch(kind, condition, passed, after, howLong);
          Optional<Waited> atOnce = station.isSettled() ? look(watch, models) : Optional.empty();
          return atOnce.map(CompletableFuture::completedFuture).orElseGet(() -> add(watch));
        };
    return station.ask(begin::begin);
  }

  private CompletableFuture<Waited> add(Watch watch) {
    open.removeIf(other -> other.done().isDone());
    if (open.size() >= MOST) {
      throw new IllegalStateException(MOST + " conditions are waited for already");
    }
    open.add(watch);
    return watch.done();
  }

  /** How many are waited for. */
  public int count() {
    return station.ask(models -> (int) open.stream().filter(one -> !one.done().isDone()).count());
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
    String why = "the station was put back to its beginning meanwhile";
    for (Watch watch : waiting) {
      watch.done().complete(new Waited(Verdict.of(watch.expected(), false, why), Duration.ZERO));
    }
  }
}
