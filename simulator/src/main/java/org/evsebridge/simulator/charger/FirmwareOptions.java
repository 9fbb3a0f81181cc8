package org.evsebridge.simulator.charger;

/**
 * What differs from one firmware to another.
 *
 * @param oneSecondLimit what the upper half of 0x0201 means
 * @param undefined what comes of a request to an address below the tables
 * @param versionAt where in an image that an update brings its version stands, two bytes as 0x0005
 *     shows them (a rule of ours)
 */
public record FirmwareOptions(
    FirmwareVersion version,
    OneSecondLimit oneSecondLimit,
    UndefinedAddresses undefined,
    int versionAt) {
  /** The last place for a version: right before the checksum. */
  public static final int LAST_VERSION_AT = Flash.BYTES - 4;

  public static final FirmwareOptions DEFAULT =
      new FirmwareOptions(
          FirmwareVersion.V2_10_17,
          OneSecondLimit.OVERRIDE,
          UndefinedAddresses.EXCEPTION,
          LAST_VERSION_AT);

  public FirmwareOptions with(FirmwareVersion other) {
    return new FirmwareOptions(other, oneSecondLimit, undefined, versionAt);
  }

  public FirmwareOptions with(OneSecondLimit other) {
    return new FirmwareOptions(version, other, undefined, versionAt);
  }

  public FirmwareOptions with(UndefinedAddresses other) {
    return new FirmwareOptions(version, oneSecondLimit, other, versionAt);
  }
}
