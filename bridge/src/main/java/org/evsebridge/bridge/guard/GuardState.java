package org.evsebridge.bridge.guard;

/** How a guard treats a module. */
public enum GuardState {
  /** Nothing is known of the house yet: the safe current at most. */
  START,
  /** The clients' wish is granted. */
  FREE,
  /** Less than the wish is granted. */
  LIMITED,
  /** The guard has stopped the car. */
  PAUSED,
  /** The meter is silent or cannot be used: the safe current at most. */
  BLIND,
  /** The module does not answer; it has fallen back to its own limit. */
  LOST
}
