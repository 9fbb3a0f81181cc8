package org.evsebridge.simulator.terminal;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines at the foot of what a terminal shows that are written anew in their place, while other
 * lines appear above them. It is hidden at first. Thread-safe.
 *
 * <p>The cursor waits at the block's beginning and no line is ever wrapped, so that it is found
 * again whatever a terminal makes of its rows when a person gives it another size.
 */
public final class LiveBlock {
  /** Not at the terminal's first place: tmux would keep what is cleared there. */
  private static final String CLEAR_REST_OF_SCREEN = "\033[J";

  private static final String CLEAR_REST_OF_LINE = "\033[K";
  private static final String DO_NOT_WRAP = "\033[?7l"; // DECAWM
  private static final String WRAP = "\033[?7h";

  private final PrintStream out;
  private final Supplier<WindowSize> window;
  private boolean hidden = true;
  private List<String> wanted = List.of();

  /** What stands on the terminal, with the cursor at its beginning. */
  private List<String> drawn = List.of();

  private WindowSize drawnIn;

  /**
   * @param window asked before each drawing, as a person may change it at any time
   */
  public LiveBlock(PrintStream out, Supplier<WindowSize> window) {
    this.out = out;
    this.window = window;
  }

  /** Shows lines in the place of those before; what does not fit the window is cut off. */
  public synchronized void show(List<String> lines) {
    wanted = List.copyOf(lines);
    draw();
  }

  /** Lets something write whole lines to the same terminal; they stand above the block. */
  public synchronized void above(Runnable writing) {
    erase();
    writing.run();
    draw();
  }

  /** Takes the block away until it is shown again. */
  public synchronized void hide() {
    erase();
    hidden = true;
  }

  /** Shows the block where the cursor is now: others may have written meanwhile. */
  public synchronized void unhide() {
    hidden = false;
    drawn = List.of();
    draw();
  }

  private void draw() {
    WindowSize size = window.get();
    List<String> fitting =
        wanted.stream()
            .limit(Math.max(1, size.rows() - 1))
            .map(line -> TextFit.cut(line, size.fitting()))
            .toList();
    if (hidden || fitting.isEmpty() || (fitting.equals(drawn) && size.equals(drawnIn))) {
      return;
    }
    String toBeginning = fitting.size() > 1 ? "\033[" + (fitting.size() - 1) + "A\r" : "\r";
    List<String> lines = new ArrayList<>(fitting);
    lines.set(0, lines.get(0) + CLEAR_REST_OF_SCREEN);
    out.print("\r" + DO_NOT_WRAP + String.join("\n", lines) + WRAP + toBeginning);
    out.flush();
    drawn = fitting;
    drawnIn = size;
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      out.print("\r " + CLEAR_REST_OF_SCREEN + "\r" + CLEAR_REST_OF_LINE);
      out.flush();
      drawn = List.of();
    }
  }
}
