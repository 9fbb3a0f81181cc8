package org.evsebridge.simulator.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a terminal shows of what is written to it, as far as the programs use one: carriage return,
 * new line, up, clearing to the end of the line and of the screen, and whether it wraps. A line
 * that is too long goes on in the next row, and does so anew when the terminal gets another width.
 * Not thread-safe.
 */
public final class Screen {
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??\\d*)([A-Za-z])");

  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int columns;
  private final int rows;
  private int line;
  private int column;
  private boolean wraps = true;
  private String rest = "";

  public Screen(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Gives it another width; what it shows is wrapped anew. */
  public void widen(int toColumns) {
    columns = toColumns;
  }

  /** Takes what a program writes; a sequence may come in pieces. */
  public void feed(String text) {
    String all = rest + text;
    Matcher sequence = SEQUENCE.matcher(all);
    int at = 0;
    while (at < all.length()) {
      char c = all.charAt(at);
      if (c != '\u001b') {
        put(c);
        at++;
      } else if (sequence.find(at) && sequence.start() == at) {
        apply(sequence.group(2).charAt(0), sequence.group(1));
        at = sequence.end();
      } else {
        break; // the rest of the sequence is still to come
      }
    }
    rest = all.substring(at);
  }

  private void put(char c) {
    switch (c) {
      case '\r' -> column -= column % columns;
      case '\n' -> {
        column -= column % columns;
        if (column + columns < lines.get(line).length()) {
          column += columns;
        } else {
          line++;
          column = 0;
          if (line == lines.size()) {
            lines.add(new StringBuilder());
          }
        }
      }
      default -> {
        StringBuilder text = lines.get(line);
        column -= wraps || column % columns > 0 || column == 0 ? 0 : 1;
        text.append(" ".repeat(Math.max(0, column - text.length())));
        text.replace(column, Math.min(text.length(), column + 1), String.valueOf(c));
        column++;
      }
    }
  }

  private void apply(char what, String parameter) {
    if (parameter.equals("?7")) {
      wraps = what == 'h';
      return;
    }
    switch (what) {
      case 'A' -> {
        for (int i = 0; i < Integer.parseInt(parameter) && rowsAbove() > firstVisible(); i++) {
          up();
        }
      }
      case 'K' -> lines.get(line).setLength(Math.min(lines.get(line).length(), column));
      case 'J' -> {
        lines.get(line).setLength(Math.min(lines.get(line).length(), column));
        lines.subList(line + 1, lines.size()).clear();
      }
      default -> {
        // colours
      }
    }
  }

  private void up() {
    if (column >= columns) {
      column -= columns;
    } else if (line > 0) {
      line--;
      int last = Math.max(0, lines.get(line).length() - 1) / columns;
      column += last * columns;
    }
  }

  private int rowsAbove() {
    int above = column / columns;
    for (int i = 0; i < line; i++) {
      above += rowsOf(lines.get(i)).size();
    }
    return above;
  }

  private int firstVisible() {
    int all = lines.stream().mapToInt(one -> rowsOf(one).size()).sum();
    return Math.max(0, all - rows);
  }

  private List<String> rowsOf(StringBuilder text) {
    List<String> wrapped = new ArrayList<>();
    for (int from = 0; from == 0 || from < text.length(); from += columns) {
      wrapped.add(text.substring(from, Math.min(text.length(), from + columns)));
    }
    return wrapped;
  }

  /** All rows that it has shown, those that have been scrolled out too. */
  public List<String> rows() {
    return lines.stream().flatMap(one -> rowsOf(one).stream()).toList();
  }

  /** The same as one text. */
  public String text() {
    return String.join("\n", rows());
  }
}
