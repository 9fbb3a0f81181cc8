package org.evsebridge.bridge.config.gateway;

import java.util.ArrayList;
import java.util.HashMap;
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
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.YamlNode;

/** Reads {@code protect:} and {@code describe:} of a {@code modbusproxy:} entry. */
final class UnitKindsReader {
  private static final int MAX_UNIT = 255;
  private static final Pattern RANGE =
      Pattern.compile(
          "(0[xX][0-9a-fA-F]{1,4}|\\d{1,5})(?:\\s*-\\s*(0[xX][0-9a-fA-F]{1,4}|\\d{1,5}))?");

  private UnitKindsReader() {}

  static UnitKinds read(Fields fields) {
    Map<Integer, Guarded> guarded = new HashMap<>();
    fields
        .block("protect")
        .ifPresent(
            block -> {
              for (String unit : units(block)) {
                guard(block, unit).ifPresent(guard -> guarded.put(Integer.decode(unit), guard));
              }
              refuseOthers(block);
            });
    Map<Integer, DeviceKind> described = new HashMap<>();
    fields
        .block("describe")
        .ifPresent(
            block -> {
              for (String unit : units(block)) {
                block
                    .choice(unit, DeviceKind.class)
                    .ifPresent(kind -> described.put(Integer.decode(unit), kind));
              }
              refuseOthers(block);
            });
    return new UnitKinds(guarded, described);
  }

  /** Reports the keys that are no units, which are what is left. */
  private static void refuseOthers(Fields block) {
    for (String key : block.keys()) {
      block.problem(block.at(key), "'" + key + "' is no unit; units are 0 to " + MAX_UNIT);
    }
  }

  /** The keys that are units. */
  private static List<String> units(Fields block) {
    return block.keys().stream()
        .filter(key -> key.matches("0[xX][0-9a-fA-F]{1,2}|0|[1-9]\\d{0,2}"))
        .filter(key -> Integer.decode(key) <= MAX_UNIT)
        .toList();
  }

  private static Optional<Guarded> guard(Fields block, String unit) {
    if (!block.isBlock(unit)) {
      return block.choice(unit, DeviceKind.class).map(Known::new);
    }
    return block
        .block(unit)
        .map(
            ranges -> {
              Ranges read = new Ranges(ranges(ranges, "reads"), ranges(ranges, "writes"));
              ranges.done();
              return read;
            });
  }

  private static List<AddressRange> ranges(Fields block, String key) {
    List<AddressRange> ranges = new ArrayList<>();
    for (YamlNode item : block.list(key)) {
      Optional<AddressRange> range =
          item instanceof YamlNode.Scalar scalar ? range(scalar.text()) : Optional.empty();
      if (range.isEmpty()) {
        block.problem(item.at(), "'" + key + "' holds addresses such as 0x0011 or 0x000A-0x000D");
      }
      range.ifPresent(ranges::add);
    }
    return ranges;
  }

  private static Optional<AddressRange> range(String text) {
    Matcher m = RANGE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    long first = Fields.wholeNumber(m.group(1)).orElseThrow();
    long last = m.group(2) == null ? first : Fields.wholeNumber(m.group(2)).orElseThrow();
    return first <= last && last <= 0xFFFF
        ? Optional.of(new AddressRange(Math.toIntExact(first), Math.toIntExact(last)))
        : Optional.empty();
  }
}
