package org.evsebridge.bridge.config;

import java.util.Set;

/** Reads the layer telnet of a stack: {@code telnet(rfc2217)}. */
final class TelnetReader {
  static final Set<String> KEYS = Set.of("rfc2217", "readbuf", "writebuf", "mode");

  private TelnetReader() {}

  /**
   * @param mode what the layer is in this place: {@code server} or {@code client}
   */
  static GensioLayer read(Gensio telnet, String mode, Ser2netDefaults defaults)
      throws Ser2netFault {
    GensioArguments arguments = new GensioArguments("telnet", telnet.arguments(), defaults);
    arguments.ignore("readbuf", "writebuf");
    if (!arguments.text("mode").orElse(mode).equals(mode)) {
      throw new Ser2netFault("telnet can only be mode=" + mode + " here");
    }
    GensioLayer layer = new GensioLayer.Telnet(arguments.flag("rfc2217"));
    arguments.done();
    return layer;
  }
}
