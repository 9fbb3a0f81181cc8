package org.evsebridge.simulator.rig;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.simulator.rig.Status.FuseStatus;
import org.evsebridge.simulator.terminal.TextFit;
import org.evsebridge.simulator.terminal.WindowSize;

/**
 * Lays a {@link Status} out for a terminal: the phases against the fuse, a row a charger, and what
 * the keys do. A wide terminal gets more words; from 40 columns on nothing that matters is lost.
 */
final class StatusFrame {
  private static final String GAP = "  ";
  private static final int SHORTEST_NAME = 4;

  private final Status status;
  private final int chosen;
  private final int width;

  private StatusFrame(Status status, int chosen, int width) {
    this.status = status;
    this.chosen = chosen;
    this.width = width;
  }

  /**
   * The lines for a terminal.
   *
   * @param chosen the charger on which the keys act, from 0
   */
  static List<String> of(Status status, int chosen, WindowSize window) {
    StatusFrame frame = new StatusFrame(status, chosen, window.fitting());
    List<String> above = frame.house();
    List<String> below = frame.keys();
    int room = window.rows() - 1 - above.size() - below.size();
    return Stream.of(above, frame.around(frame.chargers(), room), below)
        .flatMap(List::stream)
        .toList();
  }

  /** The rows around that of the chosen charger, where there is no room for all. */
  private List<String> around(List<String> rows, int room) {
    int shown = Math.max(1, Math.min(room, rows.size()));
    int from = Math.max(0, Math.min(chosen - shown / 2, rows.size() - shown));
    return rows.subList(from, from + shown);
  }

  private List<String> house() {
    String withUse = fuses(GAP, f -> amperes(f) + " A fuse " + percent(f.used()));
    String most =
        " A fuse " + percent(status.fuses().stream().mapToDouble(FuseStatus::used).max().orElse(0));
    String phases =
        fitting(
            withUse,
            fuses(" ", this::amperes) + most,
            fuses(" ", f -> f.isBlown() ? " blown" : " " + number(f.amperes()))
                + String.format(Locale.ROOT, " of %.0f", status.ratedAmperes())
                + most);
    List<String> facts = new ArrayList<>(List.of(phases, status.time()));
    if (!status.on().isEmpty()) {
      facts.add("on: " + status.on());
    }
    return TextFit.wrap(facts, GAP, width);
  }

  private String fuses(String gap, Function<FuseStatus, String> text) {
    return status.fuses().stream()
        .map(fuse -> fuse.phase() + text.apply(fuse))
        .collect(Collectors.joining(gap));
  }

  private String amperes(FuseStatus fuse) {
    return fuse.isBlown()
        ? " blown"
        : String.format(Locale.ROOT, " %s/%.0f", number(fuse.amperes()), status.ratedAmperes());
  }

  private static String percent(double part) {
    return Math.round(100 * part) + " %";
  }

  /** Without decimals, and without a minus before nothing. */
  private static String number(double amperes) {
    return String.valueOf(Math.round(amperes));
  }

  private String fitting(String... fromLong) {
    return Stream.of(fromLong)
        .filter(text -> text.length() <= width)
        .findFirst()
        .orElse(fromLong[fromLong.length - 1]);
  }

  private List<String> chargers() {
    List<String> full = table(GAP, Integer.MAX_VALUE, this::fullRow);
    if (fits(full)) {
      return full;
    }
    List<String> brief = table(" ", Integer.MAX_VALUE, this::briefRow);
    int tooLong = brief.stream().mapToInt(String::length).max().orElse(0) - width;
    if (tooLong <= 0) {
      return brief;
    }
    int longest = status.chargers().stream().mapToInt(c -> c.name().length()).max().orElse(0);
    return table(" ", Math.max(SHORTEST_NAME, longest - tooLong), this::briefRow);
  }

  private boolean fits(List<String> rows) {
    return rows.stream().allMatch(row -> row.length() <= width);
  }

  private List<String> table(
      String gap, int longestName, Function<ChargerStatus, List<String>> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < status.chargers().size(); i++) {
      ChargerStatus charger = status.chargers().get(i);
      List<String> row = new ArrayList<>();
      row.add(mark(i) + TextFit.cut(charger.name(), longestName));
      row.addAll(cells.apply(charger));
      rows.add(row);
    }
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(cell -> rows.stream().mapToInt(row -> row.get(cell).length()).max().orElse(0))
            .toArray();
    return rows.stream().map(row -> line(row, widths, gap)).toList();
  }

  private static String line(List<String> cells, int[] widths, String gap) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
        .collect(Collectors.joining(gap))
        .stripTrailing();
  }

  /** The key that chooses a charger, and which one is chosen. */
  private String mark(int charger) {
    if (status.chargers().size() == 1) {
      return "";
    }
    String key = charger < Console.KEYS_OF_CHARGERS ? String.valueOf(charger + 1) : " ";
    return (charger == chosen ? ">" : " ") + key + " ";
  }

  private List<String> fullRow(ChargerStatus charger) {
    String amperes =
        String.format(Locale.ROOT, "%4.1f of %d A", charger.amperes(), charger.advertised());
    String car =
        charger.car().map(one -> one.kind() + " at " + percent(one.percent() / 100)).orElse("");
    String energy = String.format(Locale.ROOT, "%.2f kWh", charger.kwh());
    return List.of(stateAndCauses(charger), amperes, energy, car);
  }

  private static String stateAndCauses(ChargerStatus charger) {
    return charger.causes().isEmpty() ? charger.words() : charger.words() + ": " + charger.causes();
  }

  private List<String> briefRow(ChargerStatus charger) {
    String amperes =
        String.format(Locale.ROOT, "%s/%d A", number(charger.amperes()), charger.advertised());
    String car = charger.car().map(one -> percent(one.percent() / 100)).orElse("");
    return List.of(charger.words(), amperes, car);
  }

  /** The chosen charger, before what its keys do; its name gives way to them. */
  private String about(int room) {
    String whole = status.about(chosen);
    String name = status.chargers().get(chosen).name();
    int more = whole.length() - name.length();
    return whole.isEmpty() || whole.length() <= room
        ? whole
        : TextFit.cut(name, Math.max(SHORTEST_NAME, room - more)) + whole.substring(name.length());
  }

  private List<String> keys() {
    List<String> full = new ArrayList<>();
    List<String> brief = new ArrayList<>();
    ChargerStatus charger = status.chargers().get(chosen);
    String plug = charger.car().isPresent() ? "unplug" : "plug in";
    full.add(status.about(chosen) + "p " + plug + " the car, b press its button");
    String does = "p " + plug + ", b button";
    brief.add(about(width - does.length()) + does);
    status.appliances().entrySet().stream()
        .findFirst()
        .ifPresent(
            load -> {
              full.add("o switch " + load.getKey() + (load.getValue() ? " off" : " on"));
              brief.add("o " + load.getKey() + (load.getValue() ? " off" : " on"));
            });
    if (status.isAnyFuseBlown()) {
      full.add("f new fuses");
      brief.add("f new fuses");
    }
    int chargers = status.chargers().size();
    if (chargers > 1) {
      String digits = "1-" + Math.min(Console.KEYS_OF_CHARGERS, chargers);
      full.add(digits + " or Tab another charger");
      brief.add(digits + ",Tab charger");
    }
    full.add("q quit");
    brief.add("q quit");
    return Stream.of(TextFit.wrap(full, GAP, width), TextFit.wrap(brief, GAP, width))
        .min(Comparator.comparing(List::size))
        .orElseThrow();
  }
}
