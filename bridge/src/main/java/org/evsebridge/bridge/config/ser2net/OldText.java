package org.evsebridge.bridge.config.ser2net;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A text that a line of an old ser2net.conf gives a name to, for the lines behind it.
 *
 * @param kind what it is for
 */
record OldText(Kind kind, String text) {
  /**
   * What a text is for: the word its line begins with, and the option of a connection that holds
   * it.
   */
  enum Kind {
    BANNER("banner"),
    SIGNATURE("signature"),
    OPENSTR("openstr"),
    CLOSESTR("closestr"),
    CLOSEON("closeon"),
    /** A device, so that its name may have colons in it. */
    DEVICE(""),
    TRACEFILE(""),
    RS485CONF("");

    private final String option;

    Kind(String option) {
      this.option = option;
    }

    static Optional<Kind> of(String keyword) {
      return Stream.of(values()).filter(kind -> kind.name().equals(keyword)).findFirst();
    }

    /** The option that its name alone sets; empty where more than the name is needed. */
    Optional<String> option() {
      return Optional.of(option).filter(key -> !key.isEmpty());
    }

    /** The namespace: traces and RS485 have one each, all others share one. */
    String space() {
      return this == TRACEFILE || this == RS485CONF ? name() : "";
    }
  }
}
