package org.evsebridge.simulator.charger;

/**
 * What differs from one firmware to another.
 *
 * @param oneSecondLimit what the upper half of 0x0201 means
 * @param undefined what comes of a request to an address below the tables
 */
public record FirmwareOptions(
    FirmwareVersion version, OneSecondLimit oneSecondLimit, UndefinedAddresses undefined) {
  public static final FirmwareOptions DEFAULT =
      new FirmwareOptions(
          FirmwareVersion.V2_10_17, OneSecondLimit.OVERRIDE, UndefinedAddresses.EXCEPTION);

  public FirmwareOptions with(FirmwareVersion other) {
    return new FirmwareOptions(other, oneSecondLimit, undefined);
  }

  public FirmwareOptions with(OneSecondLimit other) {
    return new FirmwareOptions(version, other, undefined);
  }

  public FirmwareOptions with(UndefinedAddresses other) {
    return new FirmwareOptions(version, oneSecondLimit, other);
  }
}
