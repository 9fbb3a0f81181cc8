package org.evsebridge.simulator;

import java.io.Writer;
import java.util.function.Consumer;

/** Gives what is written on line by line. For one thread. */
final class LineWriter extends Writer {
  /** A longer line is none that a person reads. */
  private static final int MOST = 10_000;

  private final Consumer<String> lines;
  private final StringBuilder line = new StringBuilder();

  LineWriter(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(char[] some, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (some[i] == '\n') {
        lines.accept(line.toString().stripTrailing());
        line.setLength(0);
      } else if (line.length() < MOST) {
        line.append(some[i]);
      }
    }
  }

  @Override
  public void flush() {
    // A line is given on when it is whole.
  }

  @Override
  public void close() {
    flush();
  }
}
