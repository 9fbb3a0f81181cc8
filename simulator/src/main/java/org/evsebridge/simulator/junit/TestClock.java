package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.evsebridge.bridge.yaml.Durations;

/** The station's time. Its methods may be called from any thread. */
public final class TestClock {
  private final Home home;

  TestClock(Home home) {
    this.home = home;
  }

  /** The station's time now. */
  public ZonedDateTime now() {
    return home.stage().station().ask(m -> m.clock().instant().atZone(m.clock().zone()));
  }

  /** Lets time pass; returns when it has passed. A station with ports does so as fast as it can. */
  public void step(Duration howLong) {
    home.step(howLong);
  }

  /** Sets the station's clock; nothing passes in between. */
  public void set(LocalDateTime moment) {
    home.stage().act("clock " + moment);
  }

  /**
   * With ports: how fast time passes from now on; stepped, where it passes as fast as it can, this
   * changes nothing.
   *
   * @param times simulated over real time, more than 0
   */
  public void speed(double times) {
    act("clock speed " + Keys.text(times));
  }

  /**
   * With ports: no time passes for so long by a clock on the wall, whereupon it goes on by itself;
   * stepped, where nobody looks at such a clock, this changes nothing.
   */
  public void standStill(Duration howLong) {
    act("clock stands still for " + Durations.format(howLong));
  }

  private void act(String words) {
    home.stage().act(words);
    home.step(Duration.ZERO); // over is then a step, too, that was under way
  }
}
