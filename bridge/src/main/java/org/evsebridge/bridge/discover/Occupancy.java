package org.evsebridge.bridge.discover;

/** Whether somebody else uses a port. */
sealed interface Occupancy {
  /** Nobody does. */
  record Free() implements Occupancy {}

  /**
   * Somebody does.
   *
   * @param holder who, for a person
   * @param isBridge whether it is this program, as a service
   */
  record Held(String holder, boolean isBridge) implements Occupancy {}

  /** This user may not look at the processes of others. */
  record Unknown() implements Occupancy {}
}
