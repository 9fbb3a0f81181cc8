package org.evsebridge.bridge.discover;

/** What was found of one port. */
public record Finding(FoundPort port, Verdict verdict) {
  @Override
  public String toString() {
    return port + ": " + verdict;
  }
}
