package org.evsebridge.simulator.charger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What comes of a request to an address below the module's tables: 0x0018 to 0x00FF with function
 * 4, below 0x0200 with functions 3, 6 and 16. On 2.10.8 nothing defined does, so that no controller
 * should rely on any of these.
 */
public enum UndefinedAddresses {
  /** Exception 2, as for an address above the tables. */
  EXCEPTION,
  /** No answer. */
  SILENT,
  /** An answer of the right shape with arbitrary words; a write is echoed and does nothing. */
  GARBAGE;

  /** The name in configuration files, such as {@code silent}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<UndefinedAddresses> ofKey(String key) {
    return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values())
        .map(UndefinedAddresses::key)
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
