package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.registers.ModuleRegister;

/**
 * The register 0x0201: its lower half is a setting, the limit that stands; its upper half counts
 * for a moment after each write and reads as none from then on.
 */
final class CurrentLimit {
  /** In the upper half: nothing but the lower half counts. */
  static final int NONE = 0xFF;

  private final OneSecondLimit rule;
  private int passing = NONE;
  private Duration left = Duration.ZERO;

  CurrentLimit(OneSecondLimit rule) {
    this.rule = rule;
  }

  /**
   * Takes what is written to the register.
   *
   * @return the settings with the new standing limit
   */
  Settings write(int value, Settings settings) {
    passing = value >> 8;
    left = rule.lasts();
    return settings.with(ModuleRegister.LIMIT, NONE << 8 | value & 0xFF);
  }

  /** Ends what the upper half does. */
  void end() {
    left = Duration.ZERO;
    passing = NONE;
  }

  void tick(Duration step) {
    left = left.compareTo(step) > 0 ? left.minus(step) : Duration.ZERO;
    if (left.isZero()) {
      passing = NONE;
    }
  }

  /** What a read shows. */
  int register(Settings settings) {
    return (left.isZero() ? NONE : passing) << 8 | standing(settings);
  }

  /** What is allowed now, in amperes. */
  int amperes(Settings settings) {
    int standing = standing(settings);
    return left.isZero() || passing == NONE ? standing : rule.amperes(standing, passing);
  }

  private static int standing(Settings settings) {
    return settings.get(ModuleRegister.LIMIT) & 0xFF;
  }
}
