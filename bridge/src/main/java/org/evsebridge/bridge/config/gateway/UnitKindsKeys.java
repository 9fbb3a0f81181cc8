package org.evsebridge.bridge.config.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.config.gateway.UnitKinds.AddressRange;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.config.gateway.UnitKinds.Guarded;
import org.evsebridge.bridge.config.gateway.UnitKinds.Known;
import org.evsebridge.bridge.config.gateway.UnitKinds.Ranges;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;

/** The keys of a {@code modbusproxy:} entry that say what is known of the units on its line. */
final class UnitKindsKeys {
  private static final int MAX_UNIT = 255;
  private static final String ADDRESS = "(0[xX][0-9a-fA-F]{1,4}|\\d{1,5})";
  private static final Pattern RANGE = Pattern.compile(ADDRESS + "(?:\\s*-\\s*" + ADDRESS + ")?");
  private static final String ONE =
      "0[xX](?!0{1,2}$)[0-9a-fA-F]{1,2}|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5]";

  /** A device's address. */
  static final ScalarKind<Integer> ONE_UNIT = units(ONE);

  private static final ScalarKind<Integer> UNITS = units(ONE + "|0[xX]0{1,2}|0");
  private static final String NO_UNIT = "is no unit; units are 0 to " + MAX_UNIT;

  private static final Key<List<AddressRange>> READS =
      ranges("reads").says("addresses of which a read acts").such("[0x000A-0x000D]");
  private static final Key<List<AddressRange>> WRITES =
      ranges("writes").says("addresses that must not be written").such("[0x0200]");
  private static final Block<Ranges> RANGES =
      Block.of(READS, WRITES).making(given -> new Ranges(given.get(READS), given.get(WRITES)));
  private static final ScalarKind<DeviceKind> KIND = ScalarKind.choice(DeviceKind.class);

  private static final Key<Map<Integer, Guarded>> PROTECT =
      Key.map(
              "protect",
              UNITS,
              NO_UNIT,
              Key.<Guarded>either(KIND.as(Known::new, Known::kind), RANGES))
          .or("", given -> Map.of())
          .says(
              "units whose acting registers are closed to clients that are not trusted; holds for"
                  + " every entry on the same line, whatever else they say")
          .such("{2: smartevse, 7: {reads: [0x000A-0x000D], writes: [0x0200]}}");

  private static final Key<Map<Integer, DeviceKind>> DESCRIBE =
      Key.map("describe", UNITS, NO_UNIT, KIND)
          .or("", given -> Map.of())
          .says(
              "units whose registers the debug log calls by their names and units, and whose state"
                  + " the house is shown")
          .such("{2: smartevse}");

  static final Block<UnitKinds> ALL =
      Block.of(PROTECT, DESCRIBE)
          .making(given -> new UnitKinds(given.get(PROTECT), given.get(DESCRIBE)));

  private UnitKindsKeys() {}

  private static ScalarKind<Integer> units(String pattern) {
    return ScalarKind.of(
            "a unit",
            text -> Optional.of(text).filter(t -> t.matches(pattern)).map(Integer::decode))
        .pattern(pattern);
  }

  private static Key<List<AddressRange>> ranges(String name) {
    return Key.list(
            name,
            "addresses such as 0x0011 or 0x000A-0x000D",
            ScalarKind.of("an address or a range", UnitKindsKeys::range).pattern(RANGE.pattern()))
        .or("none", given -> List.of());
  }

  private static Optional<AddressRange> range(String text) {
    Matcher m = RANGE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    long first = ScalarKind.wholeNumber(m.group(1)).orElseThrow();
    long last = m.group(2) == null ? first : ScalarKind.wholeNumber(m.group(2)).orElseThrow();
    return first <= last && last <= 0xFFFF
        ? Optional.of(new AddressRange(Math.toIntExact(first), Math.toIntExact(last)))
        : Optional.empty();
  }
}
