package org.evsebridge.simulator.charger;

/**
 * What differs from one firmware to another.
 *
 * @param oneSecondLimit what the upper half of 0x0201 means
 */
public record FirmwareOptions(OneSecondLimit oneSecondLimit) {
  public static final FirmwareOptions DEFAULT = new FirmwareOptions(OneSecondLimit.OVERRIDE);
}
