package org.evsebridge.simulator.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Runs as they could have come out. */
final class Runs {
  static final String CHECK = "always grid <= 25 A";

  private Runs() {}

  /** A run in which the grid was at worst so many amperes. */
  static Report run(String file, OptionalLong seed, double amperes) {
    Verdict verdict =
        new Verdict(
            CHECK,
            amperes <= 25,
            "at worst " + amperes + " A at 18:00:00",
            OptionalDouble.of(amperes),
            "A",
            amperes <= 25 ? Optional.empty() : Optional.of(Duration.ofSeconds(12)));
    return new Report(
        file,
        "The name of " + file,
        seed,
        List.of(verdict),
        List.of(new Happening(Duration.ZERO, "18:00:00 oven on")),
        Optional.empty(),
        Duration.ofMinutes(10),
        Duration.ofMillis(1234));
  }

  static Report seeded(long seed, double amperes) {
    return run("evening.yaml", OptionalLong.of(seed), amperes);
  }
}
