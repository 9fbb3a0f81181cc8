package org.evsebridge.simulator.terminal;

import org.evsebridge.bridge.natives.LibC;

/**
 * How much a terminal shows.
 *
 * @param columns characters in a line
 * @param rows lines
 */
public record WindowSize(int columns, int rows) {
  private static final int STDOUT = 1;
  private static final LibC.Window USUAL = new LibC.Window(80, 24);

  /** That of the terminal to which standard output goes, as it is now. */
  public static WindowSize now() {
    LibC.Window window = LibC.window(STDOUT).orElse(USUAL);
    return new WindowSize(window.columns(), window.rows() > 0 ? window.rows() : USUAL.rows());
  }

  /** How long a line may be: in the last column some terminals begin the next one. */
  public int fitting() {
    return Math.max(1, columns - 1);
  }
}
