package org.evsebridge.bridge.discover;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Shows what is done on each port: on a terminal in one line that is written over and fits it,
 * elsewhere in a line for each change of settings or unit. Thread-safe.
 */
public final class LiveLine implements Discovery.Watcher, AutoCloseable {
  private static final String TO_BEGINNING_AND_CLEAR = "\r\u001b[K";
  private static final long SHOW_NANOS = 200_000_000;

  private final PrintWriter out;
  private final Consumer<Finding> findings;
  private final int columns;
  private final LongSupplier nanoTime;
  private final long began;
  private final Map<String, String> doing = new TreeMap<>();
  private long shown;

  /**
   * @param findings prints what is found; the line is out of its way meanwhile
   * @param columns of the terminal; 0 where there is none
   */
  public LiveLine(PrintWriter out, Consumer<Finding> findings, int columns, LongSupplier nanoTime) {
    this.out = out;
    this.findings = findings;
    this.columns = columns;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.shown = began - SHOW_NANOS;
  }

  @Override
  public synchronized void does(String port, String what) {
    String before = doing.put(port, what);
    if (what.isEmpty()) {
      doing.remove(port);
    }
    if (columns == 0) {
      if (!what.isEmpty()
          && !withoutCount(what).equals(before == null ? "" : withoutCount(before))) {
        out.println(port + ": " + withoutCount(what));
        out.flush();
      }
    } else if (nanoTime.getAsLong() - shown >= SHOW_NANOS) {
      shown = nanoTime.getAsLong();
      out.print(TO_BEGINNING_AND_CLEAR + fitting(line()));
      out.flush();
    }
  }

  @Override
  public synchronized void found(Finding finding) {
    close();
    findings.accept(finding);
  }

  private static String withoutCount(String what) {
    return what.replaceAll(", \\d+ bytes$", "");
  }

  private String line() {
    long seconds = (nanoTime.getAsLong() - began) / 1_000_000_000;
    return doing.entrySet().stream()
        .map(one -> one.getKey() + " " + one.getValue())
        .collect(Collectors.joining("; ", seconds + " s  ", ""));
  }

  private String fitting(String line) {
    return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
  }

  /** Clears the line. */
  @Override
  public synchronized void close() {
    if (columns > 0) {
      out.print(TO_BEGINNING_AND_CLEAR);
      out.flush();
    }
  }
}
