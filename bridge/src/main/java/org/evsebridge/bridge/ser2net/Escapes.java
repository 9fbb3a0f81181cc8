package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;

/**
 * Fills in the escapes of banners, opening and closing texts and file names: C's own, and those
 * that stand for the connection, the client and the time. As in ser2net's manual ser2net.yaml(5),
 * and as the real program takes what the manual leaves open.
 *
 * @param device what {@code \d} stands for: the connector's text
 * @param name what {@code \o} and {@code \N} stand for: the connection's name
 * @param accepter what {@code \p} stands for: the accepter's text
 * @param line what {@code \B} stands for: how the line is set; empty for what is no serial line
 * @param client what {@code \I} stands for: the client's address
 * @param now the time that all others stand for
 */
record Escapes(
    String device,
    String name,
    String accepter,
    String line,
    Optional<String> client,
    ZonedDateTime now) {

  static Escapes of(
      Ser2netConnection connection, String line, Optional<String> client, ZonedDateTime now) {
    return new Escapes(
        connection.connector().text(),
        connection.name(),
        connection.accepter().text(),
        line,
        client,
        now);
  }

  byte[] fill(String text) {
    return fill(text, false);
  }

  /** As for a text, but of a path only what stands behind its last '/'. */
  String fillFileName(String text) {
    return new String(fill(text, true), UTF_8);
  }

  private byte[] fill(String text, boolean fileName) {
    byte[] in = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int i = 0;
    while (i < in.length) {
      if (in[i] != '\\') {
        out.write(in[i++]);
      } else if (++i < in.length) {
        i = escape(in, i, out, fileName);
      }
    }
    return out.toByteArray();
  }

  /** Takes one escape, from behind its backslash; returns where the text goes on. */
  private int escape(byte[] in, int at, ByteArrayOutputStream out, boolean fileName) {
    char letter = (char) (in[at] & 0xFF);
    if (letter >= '0' && letter <= '7') {
      return number(in, at, 8, 3, out);
    }
    if (letter == 'x') {
      return number(in, at + 1, 16, 2, out);
    }
    if (letter > '~') {
      out.write(letter); // the first byte of a letter beyond ASCII stands for itself
    } else {
      out.writeBytes(meaning(letter, fileName).getBytes(UTF_8));
    }
    return at + 1;
  }

  /**
   * A character by its number. One with fewer digits than it may have is nothing, unless the text
   * ends with it: that is how the real program takes it.
   */
  private static int number(byte[] in, int at, int base, int digits, ByteArrayOutputStream out) {
    int value = 0;
    int i = at;
    while (i < in.length && i < at + digits) {
      int digit = Character.digit(in[i], Math.max(10, base)); // 8 and 9 count in octal too
      if (digit < 0) {
        return i;
      }
      value = value * base + digit;
      i++;
    }
    if (i > at) {
      out.write(value);
    }
    return i;
  }

  private String meaning(char letter, boolean fileName) {
    return switch (letter) {
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'f' -> "\f";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'v' -> "\u000b";
      case 'd' -> fileName ? lastPart(device) : device;
      case 'o' -> fileName ? lastPart(name) : name;
      case 'N' -> name;
      case 'p' -> accepter;
      case 'B' -> line;
      case 'I' -> client.orElse("");
      default -> time(letter);
    };
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String time(char letter) {
    int hour = now.getHour();
    return switch (letter) {
      case 'Y' -> String.valueOf(now.getYear());
      case 'y' -> String.valueOf(now.getDayOfYear() - 1);
      case 'M' -> now.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'm' -> String.valueOf(now.getMonthValue());
      case 'A' -> now.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'D' -> String.valueOf(now.getDayOfMonth());
      case 'H' -> twoDigits(hour);
      case 'h' -> twoDigits(hour % 12 == 0 ? 12 : hour % 12);
      case 'i' -> twoDigits(now.getMinute());
      case 'S' -> twoDigits(now.getSecond());
      case 'T' ->
          twoDigits(hour) + ":" + twoDigits(now.getMinute()) + ":" + twoDigits(now.getSecond());
      case 'q' -> hour < 12 ? "am" : "pm";
      case 'P' -> hour < 12 ? "AM" : "PM";
      case 'e' -> String.valueOf(now.toEpochSecond());
      case 'U' -> String.format(Locale.ROOT, "%06d", now.getNano() / 1_000);
      default -> String.valueOf(letter);
    };
  }

  private static String twoDigits(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }
}
