package org.evsebridge.simulator.junit;

import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.Rs485Bus;

/** An RS485 line of a test's station with ports. Its methods may be called from any thread. */
public final class TestLine {
  private final Rs485Bus bus;

  TestLine(Rs485Bus bus) {
    this.bus = bus;
  }

  /**
   * Sets a fault.
   *
   * @throws IllegalArgumentException with everything that is wrong with it, or when it could not
   *     strike on this line
   */
  public void fault(LineFaultBuilder fault) {
    FaultRule rule = fault.rule();
    rule.inVain(bus.name(), bus.ways())
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    bus.faults().add(rule, Rs485Bus.now());
  }

  /** Takes all its faults away. */
  public void noFaults() {
    bus.faults().clear();
  }
}
