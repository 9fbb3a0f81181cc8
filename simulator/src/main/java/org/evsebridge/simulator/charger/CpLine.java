package org.evsebridge.simulator.charger;

import java.time.Duration;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.SettingBit;

/**
 * The switch in the control pilot's line, which wakes a car by letting it believe in a new plug.
 */
final class CpLine {
  private Duration cutFor = Duration.ZERO;
  private Duration waited = Duration.ZERO;
  private boolean woken;

  boolean isCut() {
    return !cutFor.isZero();
  }

  /** Whether the settings give the module such a switch. */
  static boolean isFitted(Settings settings) {
    return settings.has(SettingBit.LOCK_PORT_DISCONNECTS_CP)
        || settings.has(SettingBit.EV40_CP_DISCONNECT);
  }

  void cut(Settings settings) {
    cutFor = Duration.ofMillis(settings.get(ModuleRegister.CP_DISCONNECT_TIME));
  }

  /**
   * Lets time pass.
   *
   * @param idle whether a current is advertised to a car that does not ask for it
   */
  void tick(Duration step, Settings settings, boolean idle) {
    if (isCut()) {
      cutFor = cutFor.compareTo(step) > 0 ? cutFor.minus(step) : Duration.ZERO;
    } else if (!idle) {
      waited = Duration.ZERO;
      woken = false;
    } else if (!woken && settings.has(SettingBit.AUTOMATIC_CP_DISCONNECT) && isFitted(settings)) {
      waited = waited.plus(step);
      if (waited.toMillis() >= settings.get(ModuleRegister.CP_WAIT_TIME)) {
        woken = true;
        cut(settings);
      }
    }
  }
}
