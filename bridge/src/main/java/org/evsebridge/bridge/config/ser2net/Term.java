package org.evsebridge.bridge.config.ser2net;

import java.util.Locale;

/**
 * Something that a ser2net.yaml may say: a key, an option, a layer or end, an argument of one. The
 * tables of them all are made of these.
 *
 * @param defaultValue what counts when it is not given, as the file would have it; empty for
 *     nothing
 * @param says what it is for; of one that is not supported, why not and what to do
 */
record Term(String name, String defaultValue, Support support, String says) {
  static Term supported(String name, String defaultValue, String says) {
    return new Term(name, defaultValue, Support.SUPPORTED, says);
  }

  static Term withoutEffect(String name, String why) {
    return new Term(name, "", Support.WITHOUT_EFFECT, why);
  }

  static Term refused(String name, String defaultValue, String why) {
    return new Term(name, defaultValue, Support.REFUSED, why);
  }

  /** Whether it is supported here, for the documentation. */
  String here() {
    return support.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + says;
  }
}
