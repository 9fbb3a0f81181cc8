package org.evsebridge.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.simulator.report.Verdict;
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
          .says("the simulated time it has to come true");

  /** What was waited for, and what was seen when it came true. */
  record AwaitView(String that, String seen) {}

  ApiRoute route() {
    return ApiRoute.get("/await", List.of(THAT, WITHIN), this::await);
  }

  private CompletableFuture<AwaitView> await(Call call) {
    String that = call.parameter(THAT);
    Duration within = call.parameter(WITHIN);
    CompletableFuture<Verdict> watched = watch(that, within);
    CompletableFuture<AwaitView> view = watched.thenApply(verdict -> view(that, within, verdict));
    view.whenComplete((value, error) -> watched.cancel(false)); // the caller has gone, perhaps
    return view;
  }

  private CompletableFuture<Verdict> watch(String that, Duration within) {
    try {
      return watches.once(that, within);
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest(e.getMessage());
    } catch (IllegalStateException e) {
      throw new ApiException(503, e.getMessage() + ": try again");
    }
  }

  private static AwaitView view(String that, Duration within, Verdict verdict) {
    if (!verdict.passed()) {
      throw new ApiException(
          409, that + " within " + Durations.format(within) + ": " + verdict.seen());
    }
    return new AwaitView(that, verdict.seen());
  }
}
