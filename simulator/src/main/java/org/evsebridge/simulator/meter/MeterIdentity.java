package org.evsebridge.simulator.meter;

import java.util.Optional;
import java.util.regex.Pattern;
import org.evsebridge.bridge.yaml.Fields;

/**
 * What tells one meter from another.
 *
 * @param identification the text after the telegram's '/', such as {@code SIM5\2EVSE-1000}
 * @param serial the meter's serial number in clear text (0-0:96.1.1 shows its hexadecimal digits)
 * @param gasSerial the gas meter's serial number in clear text
 */
public record MeterIdentity(String identification, String serial, String gasSerial) {
  /** Shorter than 25 characters: the maker's controller overruns its buffer on longer ones. */
  public static final MeterIdentity DEFAULT =
      new MeterIdentity("SIM5\\2EVSE-1000", "E0055001234567826", "G0059001234567826");

  /** Three letters, the speed's digit, then what the maker likes; '/' and '!' frame a telegram. */
  private static final Pattern IDENTIFICATION =
      Pattern.compile("[A-Za-z]{3}[0-9][\\x20-\\x7E&&[^/!]]{0,64}");

  private static final Pattern SERIAL = Pattern.compile("[\\x20-\\x7E]{1,48}");

  static MeterIdentity parse(Fields fields) {
    return new MeterIdentity(
        fields
            .value(
                "identification",
                "three letters, a digit and a text such as SIM5\\2EVSE-1000",
                text -> matching(IDENTIFICATION, text))
            .orElse(DEFAULT.identification),
        serial(fields, "serial").orElse(DEFAULT.serial),
        serial(fields, "gas-serial").orElse(DEFAULT.gasSerial));
  }

  private static Optional<String> serial(Fields fields, String key) {
    return fields.value(key, "1 to 48 printable ASCII characters", text -> matching(SERIAL, text));
  }

  private static Optional<String> matching(Pattern pattern, String text) {
    return Optional.of(text).filter(pattern.asMatchPredicate());
  }
}
