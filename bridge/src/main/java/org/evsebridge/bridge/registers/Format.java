package org.evsebridge.bridge.registers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a register's words read for a person.
 *
 * @param unit what the table says of the raw value: its unit, or what its halves and bits are
 * @param render the words, in the order of their addresses, as a text with the unit
 */
record Format(String unit, Function<int[], String> render) {

  static final Format HEX =
      new Format(
          "",
          words ->
              "0x"
                  + IntStream.of(words)
                      .mapToObj(word -> String.format("%04X", word))
                      .collect(Collectors.joining()));

  /** Two characters a word, high byte first; what is no text is shown as {@link #HEX} shows it. */
  static final Format CHARACTERS =
      new Format(
          "",
          words -> {
            StringBuilder text = new StringBuilder();
            for (int word : words) {
              text.append((char) high(word)).append((char) low(word));
            }
            return text.chars().allMatch(letter -> letter > ' ' && letter <= '~')
                ? text.toString()
                : HEX.render().apply(words);
          });

  /** Major and minor number in a nibble each, then the patch: 0x2A11 is 2.10.17. */
  static final Format FIRMWARE =
      new Format(
          "nibble.nibble.byte",
          words -> (words[0] >> 12) + "." + (words[0] >> 8 & 0xF) + "." + (words[0] & 0xFF));

  static final Format STATE_AND_ERRORS =
      new Format(
          "L: IEC 61851 state, H: error bits",
          words ->
              "state "
                  + ModuleState.ofCode(low(words[0]))
                      .map(ModuleState::toString)
                      .orElse(String.valueOf(low(words[0])))
                  + bits(List.of(ErrorBit.values()), ErrorBit::mask, high(words[0])));

  static final Format SETTINGS =
      new Format(
          IntStream.range(0, SettingBit.values().length)
              .mapToObj(bit -> "bit " + bit + " " + SettingBit.values()[bit])
              .collect(Collectors.joining(", ")),
          words ->
              (SettingBit.THREE_PHASES.in(words[0]) ? "three phases" : "one phase")
                  + bits(
                      List.of(SettingBit.values()),
                      SettingBit::mask,
                      words[0] & ~SettingBit.THREE_PHASES.mask()));

  static final Format BOARD =
      new Format(
          "bit 1 32 A board, bit 0 DC leakage module",
          words ->
              ((words[0] & 2) != 0 ? "32 A board" : "16 A board")
                  + ((words[0] & 1) != 0 ? ", DC leakage module" : ""));

  /** The baud rate that a divisor of the 16 MHz clock gives. */
  static final Format UBRR =
      new Format(
          "baud = 16 MHz / 16 / (value + 1)",
          words -> words[0] + " (" + Math.round(1e6 / (words[0] + 1)) + " baud)");

  /** A whole number; several words hold it low word first. */
  static Format whole(String unit) {
    return new Format(unit, words -> withUnit(String.valueOf(lowWordFirst(words)), unit));
  }

  /** A whole number whose bytes all come low first, those of each word too. */
  static Format lowByteFirst(String unit) {
    return new Format(
        unit,
        words ->
            withUnit(
                String.valueOf(
                    lowWordFirst(IntStream.of(words).map(w -> low(w) << 8 | high(w)).toArray())),
                unit));
  }

  /** A whole number that may be negative. */
  static Format signed(String unit) {
    return new Format(unit, words -> withUnit(String.valueOf((short) words[0]), unit));
  }

  /** A multiple of 1/256; several words hold it low word first. */
  static Format per256(String unit) {
    return new Format(
        "1/256 " + unit,
        words -> withUnit(String.format(Locale.ROOT, "%.2f", lowWordFirst(words) / 256.0), unit));
  }

  /** Two numbers, one in each byte. */
  static Format halves(String low, String lowUnit, String high, String highUnit) {
    return new Format(
        "L: " + withUnit(low, lowUnit, ", ") + "; H: " + withUnit(high, highUnit, ", "),
        words ->
            low
                + " "
                + withUnit(String.valueOf(low(words[0])), lowUnit)
                + ", "
                + high
                + " "
                + withUnit(String.valueOf(high(words[0])), highUnit));
  }

  private static String withUnit(String number, String unit) {
    return withUnit(number, unit, " ");
  }

  private static String withUnit(String text, String unit, String between) {
    return unit.isEmpty() ? text : text + between + unit;
  }

  private static long lowWordFirst(int[] words) {
    long value = 0;
    for (int i = words.length - 1; i >= 0; i--) {
      value = value << 16 | words[i];
    }
    return value;
  }

  private static <B> String bits(List<B> all, Function<B, Integer> mask, int set) {
    List<String> texts = new ArrayList<>();
    for (B bit : all) {
      if ((set & mask.apply(bit)) != 0) {
        texts.add(bit.toString());
      }
    }
    return texts.isEmpty() ? "" : ", " + String.join(", ", texts);
  }

  private static int low(int word) {
    return word & 0xFF;
  }

  private static int high(int word) {
    return word >> 8;
  }
}
