package org.evsebridge.bridge.p1;

/** The standard that a telegram follows, told by its objects. */
public enum Dialect {
  /** DSMR 2.2 and 3: no version, no time, nothing per phase, no checksum. */
  DSMR_3,
  DSMR_4,
  DSMR_5,
  /** Belgian. */
  E_MUCS,
  /** Such as the Swedish and the Hungarian: a time, but no version. */
  OTHER;

  static Dialect of(TelegramValues values) {
    if (values.get(Obis.E_MUCS_VERSION).isPresent()) {
      return E_MUCS;
    }
    String version = values.get(Obis.VERSION).map(DataSet::text).orElse("");
    if (version.startsWith("4")) {
      return DSMR_4;
    }
    if (version.startsWith("5")) {
      return DSMR_5;
    }
    return version.isEmpty() && values.get(Obis.TIME).isEmpty() ? DSMR_3 : OTHER;
  }
}
