package org.evsebridge.bridge.guard;

/**
 * What the high half of 0x0201 does in a module: the dead man's handle. Firmware 2.10.8 was
 * observed to override; whether later ones do is asked of each module.
 */
public enum Handle {
  /** Not asked yet, or the answer did not tell. */
  UNKNOWN,
  /**
   * For two seconds it is the limit, then the low half is: a bridge that dies leaves the low one.
   */
  OVERRIDE,
  /** It is a cap, or nothing: a bridge that dies leaves the last limit standing. */
  CAP;

  /**
   * What the module's answer to a write of both halves says.
   *
   * @param high what was written to the high half, in amperes
   * @param low what was written to the low half, less than {@code high}
   * @param advertised what the module advertises after that, in amperes
   * @param cable what cable and board allow, in amperes
   */
  public static Handle of(int high, int low, int advertised, int cable) {
    if (advertised > low) {
      return OVERRIDE;
    }
    return Math.min(high, cable) > low && advertised == low ? CAP : UNKNOWN;
  }
}
