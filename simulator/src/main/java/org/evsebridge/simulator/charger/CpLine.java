package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.SettingBit;

/**
 * The control pilot's line to the car. Cutting it wakes a car by letting it believe in a new plug;
 * before the pulses of an offer the pilot can be steady for a while (B1 of IEC 61851).
 */
final class CpLine {
  /** In 0x020A L: the module uses the states A1 and B1. */
  private static final int STEADY_FIRST = 0x0001;

  private Duration cutFor = Duration.ZERO;
  private Duration steadyFor = Duration.ZERO;
  private Duration waited = Duration.ZERO;
  private boolean woken;

  boolean isCut() {
    return !cutFor.isZero();
  }

  /** Whether the pulses of an offer reach a car that is connected. */
  boolean carriesPulses() {
    return cutFor.isZero() && steadyFor.isZero();
  }

  /** Whether the pilot is steady without a car (A1) and when one comes (B1). */
  static boolean isSteadyFirst(Settings settings) {
    return (settings.get(ModuleRegister.CP_TYPES) & STEADY_FIRST) != 0;
  }

  /** A car is connected. */
  void connected(Settings settings) {
    steadyFor = isSteadyFirst(settings) ? ModuleValues.B1_TIME : Duration.ZERO;
  }

  void cut(Settings settings) {
    cutFor = Duration.ofMillis(settings.get(ModuleRegister.CP_DISCONNECT_TIME));
    connected(settings);
    if (CpSwitch.of(settings) == CpSwitch.EXTENDED) {
      steadyFor = steadyFor.plus(cutFor);
    }
  }

  /**
   * Lets time pass.
   *
   * @param idle whether a current is advertised to a car that does not ask for it
   */
  void tick(Duration step, Settings settings, boolean idle) {
    if (isCut()) {
      cutFor = rest(cutFor, step);
    } else if (!steadyFor.isZero()) {
      steadyFor = rest(steadyFor, step);
    } else if (!idle) {
      waited = Duration.ZERO;
      woken = false;
    } else if (!woken && disconnectsByItself(settings)) {
      waited = waited.plus(step);
      if (waited.toMillis() >= settings.get(ModuleRegister.CP_WAIT_TIME)) {
        woken = true;
        cut(settings);
      }
    }
  }

  private static boolean disconnectsByItself(Settings settings) {
    return settings.has(SettingBit.AUTOMATIC_CP_DISCONNECT)
        && CpSwitch.of(settings) != CpSwitch.NONE;
  }

  private static Duration rest(Duration left, Duration step) {
    return left.compareTo(step) > 0 ? left.minus(step) : Duration.ZERO;
  }
}
