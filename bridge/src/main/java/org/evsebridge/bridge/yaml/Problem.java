package org.evsebridge.bridge.yaml;

/** One thing wrong with a file: where, and a sentence for a person. */
public record Problem(Position at, String text) {
  @Override
  public String toString() {
    return at + ": " + text;
  }
}
