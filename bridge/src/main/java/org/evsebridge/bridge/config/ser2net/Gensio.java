package org.evsebridge.bridge.config.ser2net;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outermost layer of a stack as ser2net writes it: in {@code telnet(rfc2217),tcp,2000} the name
 * is telnet, the one argument rfc2217 and the rest {@code tcp,2000}.
 *
 * @param name lower case
 * @param arguments what stands in parentheses behind the name
 * @param rest everything behind the comma; empty when there is none
 */
record Gensio(String name, List<String> arguments, String rest) {
  private static final Pattern ESCAPED_NUMBER = Pattern.compile("([0-7]{1,3})|x(\\p{XDigit}{1,2})");
  private static final String ESCAPES = "abfnrtv";
  private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b";

  Gensio {
    arguments = List.copyOf(arguments);
  }

  static Gensio parse(String text) throws Ser2netFault {
    String stack = text.strip();
    int nameEnd = 0;
    while (nameEnd < stack.length() && ",(".indexOf(stack.charAt(nameEnd)) < 0) {
      nameEnd++;
    }
    String name = stack.substring(0, nameEnd).strip();
    if (nameEnd == stack.length()) {
      return new Gensio(name, List.of(), "");
    }
    if (stack.charAt(nameEnd) == ',') {
      return new Gensio(name, List.of(), stack.substring(nameEnd + 1).strip());
    }
    int close = closing(stack, nameEnd);
    String rest = stack.substring(close + 1).strip();
    if (!rest.isEmpty() && rest.charAt(0) != ',') {
      throw new Ser2netFault(
          "after '" + stack.substring(0, close + 1) + "' a comma must stand, found '" + rest + "'");
    }
    return new Gensio(
        name,
        split(stack.substring(nameEnd + 1, close)),
        rest.isEmpty() ? "" : rest.substring(1).strip());
  }

  /** Where the parenthesis opened at a place is closed. */
  private static int closing(String text, int open) throws Ser2netFault {
    int depth = 0;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return i;
      }
    }
    throw new Ser2netFault("the '(' in '" + text + "' is never closed");
  }

  /**
   * Takes a list apart as ser2net does: at commas and white space, unless quoted, escaped with a
   * backslash or in parentheses. A backslash may also begin one of C's escapes.
   */
  static List<String> split(String text) {
    return split(text, true);
  }

  /** As above, but at white space only: a list of words. */
  static List<String> words(String text) {
    return split(text, false);
  }

  private static List<String> split(String text, boolean atCommas) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean begun = false;
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        i = escape(text, i + 1, part);
        begun = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          part.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        begun = true;
      } else if (depth == 0 && (atCommas && c == ',' || Character.isWhitespace(c))) {
        if (begun) {
          parts.add(part.toString());
        }
        part.setLength(0);
        begun = false;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        part.append(c);
        begun = true;
      }
    }
    if (begun) {
      parts.add(part.toString());
    }
    return parts;
  }

  /** Takes what stands behind a backslash, as C does; returns where its last character is. */
  private static int escape(String text, int at, StringBuilder part) {
    Matcher number = ESCAPED_NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      part.append(
          (char)
              (number.group(1) != null
                  ? Integer.parseInt(number.group(1), 8)
                  : Integer.parseInt(number.group(2), 16)));
      return number.end() - 1;
    }
    int letter = ESCAPES.indexOf(text.charAt(at));
    part.append(letter < 0 ? text.charAt(at) : ESCAPED.charAt(letter));
    return at;
  }
}
