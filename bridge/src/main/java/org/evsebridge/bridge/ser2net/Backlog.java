package org.evsebridge.bridge.ser2net;

/** How many bytes are on their way out, and whether that is too many. Not thread-safe. */
final class Backlog {
  private final int most;
  private int waiting;

  /**
   * @param most in bytes; with so many there is no room for more
   */
  Backlog(int most) {
    this.most = most;
  }

  boolean hasRoom() {
    return waiting < most;
  }

  /**
   * More are to go out.
   *
   * @return whether there was room and now is none
   */
  boolean add(int bytes) {
    boolean hadRoom = hasRoom();
    waiting += bytes;
    return hadRoom && !hasRoom();
  }

  /**
   * Some have gone out.
   *
   * @return whether there was no room and now is some
   */
  boolean remove(int bytes) {
    boolean hadRoom = hasRoom();
    waiting -= bytes;
    return !hadRoom && hasRoom();
  }
}
