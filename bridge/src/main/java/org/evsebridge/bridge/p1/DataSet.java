package org.evsebridge.bridge.p1;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One object of a telegram: a reference and the texts in the parentheses behind it, as {@code
 * 1-0:1.7.0(00.106*kW)}.
 *
 * @param reference the reduced OBIS reference {@code A-B:C.D.E}
 * @param texts at least one, maybe empty
 */
public record DataSet(String reference, List<String> texts) {
  /** Which object it is; empty for M-Bus objects and for those that are not known here. */
  public Optional<Obis> obis() {
    return Obis.of(reference);
  }

  /** 0 for the meter itself, 1 to 4 for a meter on its M-Bus: B of the reference. */
  public int channel() {
    int from = reference.indexOf('-') + 1;
    return Integer.parseInt(reference.substring(from, reference.indexOf(':', from)));
  }

  /** The last text, where the value stands: what comes before is a time or says what it is. */
  public String text() {
    return texts.get(texts.size() - 1);
  }

  /** The value if it is a number. */
  public Optional<Measure> measure() {
    return Measure.parse(text());
  }

  /** The first text if it is a time: when the value was captured. */
  public Optional<TimeStamp> time() {
    return TimeStamp.parse(texts.get(0));
  }

  /** The text behind hexadecimal digits; the digits themselves where they are no text's. */
  public String decoded() {
    try {
      String plain = new String(HexFormat.of().parseHex(text()), StandardCharsets.ISO_8859_1);
      return plain.matches("[\\x20-\\x7E]*") ? plain : text();
    } catch (IllegalArgumentException e) {
      return text();
    }
  }
}
