package org.evsebridge.bridge.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request is for.
 *
 * @param authority the host and port, where the whole address is given
 */
record Target(Optional<String> authority, String path) {
  private static final Pattern WHOLE = Pattern.compile("(?i)https?://([^/?#]*)([^?#]*).*");

  /**
   * Reads what stands behind a request's method.
   *
   * @return empty when that is neither a path nor an address
   */
  static Optional<Target> of(String uri) {
    if (uri.startsWith("/")) {
      return Optional.of(new Target(Optional.empty(), uri.replaceFirst("[?#].*", "")));
    }
    Matcher whole = WHOLE.matcher(uri);
    return whole.matches()
        ? Optional.of(
            new Target(
                Optional.of(whole.group(1)), whole.group(2).isEmpty() ? "/" : whole.group(2)))
        : Optional.empty();
  }
}
