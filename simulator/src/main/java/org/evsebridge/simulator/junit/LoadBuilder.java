package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.evsebridge.bridge.grid.Phase;

/**
 * Something that the house draws: always, with a switch, at hours, or as the day goes.
 *
 * <pre>{@code
 * load("oven").on(Phase.L1).amperes(16).switched(false)
 * }</pre>
 */
public final class LoadBuilder {
  private final Keys keys = new Keys();

  private LoadBuilder() {}

  /**
   * A load, on all phases unless told otherwise. It needs one of {@link #amperes}, {@link #watts}
   * and {@link #profile(Map)}.
   *
   * @param name what tests, scenarios and the control API call it
   */
  public static LoadBuilder load(String name) {
    return new LoadBuilder().with("name", name);
  }

  private LoadBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** The phases that it hangs on. */
  public LoadBuilder on(Phase... phases) {
    return with("phases", Keys.text(phases));
  }

  /** What it draws from each of its phases, in A. */
  public LoadBuilder amperes(double amperes) {
    return with("amperes", amperes);
  }

  /** What it draws from all its phases together, in W. */
  public LoadBuilder watts(double watts) {
    return with("watts", watts);
  }

  /** What it draws over the day, in W, in straight lines between the times. */
  public LoadBuilder profile(Map<LocalTime, ? extends Number> watts) {
    return with("profile", watts);
  }

  /** The same in a CSV file that begins with {@code time,watts} or {@code time,L1,L2,L3}. */
  public LoadBuilder profile(Path csv) {
    return with("profile", csv.toAbsolutePath());
  }

  /** By what share its profile goes up and down, 0 to 1. */
  public LoadBuilder noise(double share) {
    return with("noise", share);
  }

  /** Gives it a switch, and says how that stands at first. */
  public LoadBuilder switched(boolean on) {
    return with("switched", on);
  }

  /** When it switches itself on and off, over midnight if the second is not later. */
  public LoadBuilder hours(LocalTime from, LocalTime to) {
    keys.add("hours", from + "-" + to);
    return this;
  }

  /** What it draws from each of its phases right after it is switched on, in A, and how long. */
  public LoadBuilder start(double amperes, Duration lasts) {
    keys.block("start").set("amperes", amperes);
    keys.block("start").set("for", lasts);
    return this;
  }

  Keys keys() {
    return keys;
  }
}
