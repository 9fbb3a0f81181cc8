package org.evsebridge.simulator.house;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.grid.Phase;

/**
 * How the house is connected to the grid.
 *
 * @param phases L1 alone or all three
 * @param amperes rated current of each phase's main fuse
 */
public record Connection(List<Phase> phases, double amperes, TimeCurrentCurve curve) {
  /** The commonest three-phase connection in the Netherlands. */
  public static final Connection USUAL =
      new Connection(List.of(Phase.values()), 25, TimeCurrentCurve.GG);

  private static final Pattern TEXT = Pattern.compile("([13]) ?[x×] ?(\\d{1,3}) ?A?");

  /** Takes {@code connection: 3x25} and {@code fuse: gg}. */
  static Connection parse(Fields fields) {
    Connection connection =
        fields
            .value("connection", "phases and amperes such as 3x25 or 1x35", Connection::of)
            .orElse(USUAL);
    return fields
        .choice("fuse", TimeCurrentCurve.class)
        .map(curve -> new Connection(connection.phases, connection.amperes, curve))
        .orElse(connection);
  }

  private static Optional<Connection> of(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches() || Integer.parseInt(m.group(2)) == 0) {
      return Optional.empty();
    }
    List<Phase> phases = m.group(1).equals("1") ? List.of(Phase.L1) : List.of(Phase.values());
    return Optional.of(new Connection(phases, Double.parseDouble(m.group(2)), USUAL.curve));
  }

  /** Such as {@code 3x25 A}. */
  @Override
  public String toString() {
    return phases.size() + "x" + Math.round(amperes) + " A";
  }
}
