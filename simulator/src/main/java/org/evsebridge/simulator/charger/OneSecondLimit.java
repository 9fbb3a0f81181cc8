package org.evsebridge.simulator.charger;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;

/**
 * What the upper half of 0x0201 means for a while after a write. Only {@link #OVERRIDE} was seen on
 * a device (firmware 2.10.8); the others are for controllers that must be prepared for a firmware
 * that takes the documentation's words another way.
 */
public enum OneSecondLimit {
  /** For 2 s it is the limit, up and down, whatever the lower half says. */
  OVERRIDE(Duration.ofSeconds(2), (standing, passing) -> passing),
  /** For 1 s it caps the lower half; 0 caps nothing. */
  CAP(
      Duration.ofSeconds(1),
      (standing, passing) -> passing == 0 ? standing : Math.min(standing, passing)),
  /** It means nothing. */
  OFF(Duration.ZERO, (standing, passing) -> standing);

  private final Duration lasts;
  private final IntBinaryOperator rule;

  OneSecondLimit(Duration lasts, IntBinaryOperator rule) {
    this.lasts = lasts;
    this.rule = rule;
  }

  /** How long after a write it counts. */
  Duration lasts() {
    return lasts;
  }

  /** The limit while it counts, from both halves of the register, in amperes. */
  int amperes(int standing, int passing) {
    return rule.applyAsInt(standing, passing);
  }

  /** The name in configuration files, such as {@code override}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<OneSecondLimit> ofKey(String key) {
    return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values())
        .map(OneSecondLimit::key)
        .collect(Collectors.joining(", ", "one of ", ""));
  }
}
