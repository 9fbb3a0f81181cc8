package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import java.time.Duration;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.grid.Phase;

/**
 * The load guard of the bridge in front of the station.
 *
 * <pre>{@code
 * guard(25).module(2, 16)
 * }</pre>
 */
public final class GuardBuilder {
  private final Keys keys = new Keys();

  private GuardBuilder() {}

  /**
   * A guard of a main fuse. It needs a module.
   *
   * @param fuse the rated current on each phase, in A
   */
  public static GuardBuilder guard(int fuse) {
    return new GuardBuilder().with("fuse", fuse);
  }

  private GuardBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** What fuse it is. */
  public GuardBuilder kind(FuseKind kind) {
    return with("kind", kind);
  }

  /**
   * A charging module behind that fuse, on the only line.
   *
   * @param unit its Modbus address
   * @param max what its cable and circuit carry, in A
   * @param wiring the house's phases of its L1, L2 and L3; none for all three as they are
   */
  public GuardBuilder module(int unit, int max, Phase... wiring) {
    keys.add("chargers", module(unit, max, new Keys(), wiring));
    return this;
  }

  /** The same on one of several lines, whose car charges with no less than {@code min} A. */
  public GuardBuilder module(String line, int unit, int min, int max, Phase... wiring) {
    Keys one = new Keys();
    one.set("line", line);
    one.set("min", min);
    keys.add("chargers", module(unit, max, one, wiring));
    return this;
  }

  private static Keys module(int unit, int max, Keys one, Phase... wiring) {
    one.set("unit", unit);
    one.set("max", max);
    if (wiring.length > 0) {
      one.set("wiring", Keys.text(wiring));
    }
    return one;
  }

  /**
   * What all modules together may draw on a phase while the meter is silent, in A: 0, or 6 and
   * more.
   */
  public GuardBuilder safeCurrent(int amperes) {
    return with("safe-current", amperes);
  }

  /** What is kept free under the fuse, in A. */
  public GuardBuilder margin(int amperes) {
    return with("margin", amperes);
  }

  /** How long there must have been room before a limit rises, 10 s to 1 h. */
  public GuardBuilder raiseAfter(Duration room) {
    return with("raise-after", room);
  }

  /** How long a car that the guard has stopped waits at least, 30 s to 4 h. */
  public GuardBuilder pause(Duration atLeast) {
    return with("pause", atLeast);
  }

  /** When the controller counts as silent, 10 s to 4 h, and what its modules get then. */
  public GuardBuilder controllerSilent(Duration after, GuardSettings.Then then) {
    keys.block("controller").set("silent-after", after);
    keys.block("controller").set("then", then);
    return this;
  }

  /** The folder where wishes are remembered for a restart. */
  public GuardBuilder state(Path folder) {
    return with("state", folder.toAbsolutePath());
  }

  Keys keys() {
    return keys;
  }
}
