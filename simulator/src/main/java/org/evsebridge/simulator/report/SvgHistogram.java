package org.evsebridge.simulator.report;

import java.util.Locale;

/** Draws how the values of a check lie as SVG. */
final class SvgHistogram {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 64;
  private static final int FOOT = 16;
  private static final int BARS = 24;

  private SvgHistogram() {}

  /** Draws them; they are not all the same. */
  static String draw(Distribution distribution) {
    double least = distribution.quantile(0);
    double greatest = distribution.quantile(1);
    int[] counts = new int[BARS];
    int most = 1;
    for (double value : distribution.sorted()) {
      double part = (value - least) / (greatest - least);
      int bar = Math.min(BARS - 1, (int) (part * BARS));
      counts[bar]++;
      most = Math.max(most, counts[bar]);
    }
    Html svg =
        new Html()
            .raw("<svg viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" role=\"img\" aria-label=\"")
            .text(distribution.text())
            .raw("\">");
    double width = (double) WIDTH / BARS;
    for (int i = 0; i < BARS; i++) {
      double height = (double) counts[i] / most * (HEIGHT - FOOT);
      svg.raw(
          String.format(
              Locale.ROOT,
              "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
              i * width,
              HEIGHT - FOOT - height,
              width - 1,
              height));
    }
    return svg.raw("<text x=\"0\" y=\"" + (HEIGHT - 3) + "\">")
        .text(String.format(Locale.ROOT, "%.4g", least))
        .raw("</text><text text-anchor=\"end\" x=\"" + WIDTH + "\" y=\"" + (HEIGHT - 3) + "\">")
        .text(String.format(Locale.ROOT, "%.4g %s", greatest, distribution.unit()))
        .raw("</text></svg>")
        .toString();
  }
}
