package org.evsebridge.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.scenario.Waited;
import org.evsebridge.simulator.scenario.Watches;

/** Waiting for a condition, for those who write tests in a language without our extension. */
record AwaitRoute(Watches watches) {
  private static final Duration LONGEST = Duration.ofDays(7);

  private static final Key<String> THAT =
      Key.text("that")
          .says("a condition as scenarios have it, such as current >= 6 A")
          .such("current >= 6 A");

  private static final Key<Duration> WITHIN =
      Key.durationUpTo("within", LONGEST)
          .or(Duration.ofMinutes(1))
          .says("the simulated time it has to come true, from 'after' on");

  private static final Key<Duration> AFTER =
      Key.durationUpTo("after", LONGEST)
          .or(Duration.ZERO)
          .says("the simulated time that passes before it is looked at");

  /** What was waited for, what was seen when it came true, and how long that took. */
  record AwaitView(String that, String seen, String held) {}

  ApiRoute route() {
    return ApiRoute.get("/await", List.of(THAT, WITHIN, AFTER), this::await);
  }

  private CompletableFuture<AwaitView> await(Call call) {
    String that = call.parameter(THAT);
    Duration after = call.parameter(AFTER);
    Duration within = call.parameter(WITHIN);
    CompletableFuture<Waited> watched = watch(that, after, within);
    CompletableFuture<AwaitView> view = watched.thenApply(waited -> view(that, waited));
    view.whenComplete((value, error) -> watched.cancel(false)); // the caller has gone, perhaps
    return view;
  }

  private CompletableFuture<Waited> watch(String that, Duration after, Duration within) {
    try {
      return watches.once(that, after, within);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(e.getMessage());
    } catch (IllegalStateException e) {
      throw new ApiException(503, e.getMessage() + ": try again");
    }
  }

  private static AwaitView view(String that, Waited waited) {
    Verdict verdict = waited.verdict();
    if (!verdict.passed()) {
      throw new ApiException(409, verdict.expected() + ": " + verdict.seen());
    }
    return new AwaitView(that, verdict.seen(), waited.when());
  }
}
