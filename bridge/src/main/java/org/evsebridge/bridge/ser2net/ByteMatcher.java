package org.evsebridge.bridge.ser2net;

/**
 * Looks for a text in a stream of bytes, as simply as ser2net does: a byte that does not fit starts
 * the search anew behind it, so that {@code abab} is not found in {@code ababab} a second time. Not
 * thread-safe.
 */
final class ByteMatcher {
  private final byte[] wanted;
  private int found;

  /**
   * @param wanted the text to find; an empty one is never found
   */
  ByteMatcher(byte[] wanted) {
    this.wanted = wanted.clone();
  }

  /** Whether there is anything to look for. */
  boolean isActive() {
    return wanted.length > 0;
  }

  /** Takes the next byte; true when the text ends with it. */
  boolean endsWith(byte next) {
    if (wanted.length == 0 || next != wanted[found]) {
      found = 0;
      return false;
    }
    found++;
    if (found < wanted.length) {
      return false;
    }
    found = 0;
    return true;
  }

  /** Forgets what has been found so far. */
  void reset() {
    found = 0;
  }
}
