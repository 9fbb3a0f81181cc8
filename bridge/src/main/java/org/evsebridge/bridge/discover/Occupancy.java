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

  /**
   * It cannot be told.
   *
   * @param why for a person
   */
  record Unknown(String why) implements Occupancy {}
}
