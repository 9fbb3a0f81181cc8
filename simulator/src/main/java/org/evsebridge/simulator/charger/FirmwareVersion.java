package org.evsebridge.simulator.charger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.evsebridge.bridge.registers.ModuleRegister;

/** The firmware that a module runs. */
public enum FirmwareVersion {
  /** The one that was run as a black box: most of what is marked as observed was seen on it. */
  V2_10_8("2.10.8", 0x2A08, EnumSet.of(ModuleRegister.CP_TYPES, ModuleRegister.BOOTLOADER_VERSION)),
  /**
   * The one that the maker documents. Where the documentation says nothing, it does as 2.10.8 does.
   */
  V2_10_17("2.10.17", 0x2A11, EnumSet.noneOf(ModuleRegister.class));

  private final String key;
  private final int code;
  private final Set<ModuleRegister> missing;

  FirmwareVersion(String key, int code, Set<ModuleRegister> missing) {
    this.key = key;
    this.code = code;
    this.missing = missing;
  }

  /** As the register 0x0005 shows it. */
  public int code() {
    return code;
  }

  /** Whether it has a register of the documentation. */
  boolean has(ModuleRegister register) {
    return !missing.contains(register);
  }

  /** How the firmware of a version number behaves: as the newest known one that is not newer. */
  static FirmwareVersion behaviourOf(int code) {
    return code <= V2_10_8.code ? V2_10_8 : V2_10_17;
  }

  /** The name in configuration files, such as {@code 2.10.17}. */
  public String key() {
    return key;
  }

  public static Optional<FirmwareVersion> ofKey(String key) {
    return Arrays.stream(values()).filter(version -> version.key.equals(key)).findFirst();
  }

  /** All names, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(FirmwareVersion::key).collect(Collectors.joining(" or "));
  }
}
