package org.evsebridge.bridge.ser2net;

/** How many bytes wait to be written, and whether there is room for more. Not thread-safe. */
final class Backlog {
  private final int most;
  private int waiting;

  /**
   * @param most bytes that may wait; with as many there is no room for more
   */
  Backlog(int most) {
    this.most = most;
  }

  boolean hasRoom() {
    return waiting < most;
  }

  /**
   * More bytes wait.
   *
   * @return whether there was room and now is none
   */
  boolean add(int bytes) {
    boolean hadRoom = hasRoom();
    waiting += bytes;
    return hadRoom && !hasRoom();
  }

  /**
   * Some of the bytes have been written.
   *
   * @return whether there was no room and now is some
   */
  boolean remove(int bytes) {
    boolean hadRoom = hasRoom();
    waiting -= bytes;
    return !hadRoom && hasRoom();
  }
}
