package org.evsebridge.bridge.discover;

/** What was found of one port. */
public record Finding(FoundPort port, PortVerdict verdict) {
  @Override
  public String toString() {
    return port + ": " + verdict;
  }
}
