package org.evsebridge.bridge.discover;

import java.util.List;
import java.util.Locale;

/**
 * The names of sticks that are no serial line to anything: coordinators of Zigbee, Z-Wave and
 * Thread, 433 and 868 MHz transceivers, modems. A byte, or only the opening, may reset them.
 */
final class RadioSticks {
  /** Parts of what they call themselves, in lower case without what is no letter or digit. */
  private static final List<String> NAMES =
      List.of(
          "zigbee",
          "zwave",
          "zwa2",
          "conbee",
          "raspbee",
          "dresdenelektronik",
          "skyconnect",
          "connectzbt",
          "nabucasa",
          "sonoff",
          "itead",
          "cc2531",
          "cc2538",
          "cc2652",
          "cc1352",
          "slaesh",
          "slzb",
          "smlight",
          "tubeszb",
          "electrolama",
          "zzh",
          "aeotec",
          "aeon",
          "sigmadesigns",
          "zooz",
          "nortek",
          "husbz",
          "hubz",
          "uzb",
          "zniffer",
          "openthread",
          "threadborder",
          "rfxcom",
          "rfxtrx",
          "enocean",
          "nanocul",
          "culfw",
          "busware",
          "homematic",
          "hmip",
          "hmmod",
          "jeelink",
          "rflink",
          "lorawan",
          "meshtastic",
          "bluetooth",
          "gsm",
          "modem",
          "huawei",
          "quectel",
          "sierrawireless",
          "simcom",
          "simtech",
          "telit");

  private RadioSticks() {}

  /**
   * @param name of a device, or what it says it is
   */
  static boolean isOne(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return NAMES.stream().anyMatch(letters::contains);
  }
}
