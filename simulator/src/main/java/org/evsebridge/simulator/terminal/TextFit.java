package org.evsebridge.simulator.terminal;

import java.util.ArrayList;
import java.util.List;

/** Makes texts fit a width. */
public final class TextFit {
  private static final String CUT = "…";

  private TextFit() {}

  /** A text whose end is cut off where it is longer than the width, which is at least 1. */
  public static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - CUT.length()) + CUT;
  }

  /**
   * Texts in as few lines as hold them in their order, cut only where one is longer than a line.
   *
   * @param gap what parts two texts in one line
   */
  public static List<String> wrap(List<String> texts, String gap, int width) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      int last = lines.size() - 1;
      if (last >= 0 && lines.get(last).length() + gap.length() + text.length() <= width) {
        lines.set(last, lines.get(last) + gap + text);
      } else {
        lines.add(cut(text, width));
      }
    }
    return lines;
  }
}
