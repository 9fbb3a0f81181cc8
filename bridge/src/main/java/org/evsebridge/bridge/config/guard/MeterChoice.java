package org.evsebridge.bridge.config.guard;

import org.evsebridge.bridge.yaml.Values;

/** The value of a guard's {@code meter:}, before it has been looked up. */
sealed interface MeterChoice {
  /** The device of an entry of {@code p1:}. */
  record OfP1(String device) implements MeterChoice {}

  /** A meter on a Modbus line. */
  record OverModbus(Values given) implements MeterChoice {}
}
