package org.evsebridge.bridge.config;

/** Reads the layer telnet of a stack: {@code telnet(rfc2217)}. */
final class TelnetReader {
  private TelnetReader() {}

  /**
   * @param mode what the layer is in this place: {@code server} or {@code client}
   */
  static GensioLayer read(Gensio telnet, String mode, GensioArguments.Context context)
      throws Ser2netFault {
    GensioArguments arguments = new GensioArguments(GensioName.TELNET, telnet.arguments(), context);
    if (!arguments.text(GensioArgument.TELNET_MODE).orElse(mode).equals(mode)) {
      throw new Ser2netFault("telnet can only be mode=" + mode + " here");
    }
    GensioLayer layer = new GensioLayer.Telnet(arguments.flag(GensioArgument.TELNET_RFC2217));
    arguments.done();
    return layer;
  }
}
