package org.evsebridge.bridge.config.ser2net;

import java.util.Optional;

/** Reads the layer telnet of a stack: {@code telnet(rfc2217)}. */
final class TelnetReader {
  private TelnetReader() {}

  /**
   * @param mode what the layer is in this place: {@code server} or {@code client}
   */
  static GensioLayer read(Gensio telnet, String mode, GensioArguments.Context context)
      throws Ser2netFault {
    GensioArguments arguments = new GensioArguments(GensioName.TELNET, telnet.arguments(), context);
    Ser2netFaults faults = new Ser2netFaults();
    if (!arguments.text(GensioArgument.TELNET_MODE).orElse(mode).equals(mode)) {
      faults.add("telnet can only be mode=" + mode + " here");
    }
    Optional<Boolean> rfc2217 = faults.in(() -> arguments.flag(GensioArgument.TELNET_RFC2217));
    faults.check(arguments::done);
    faults.throwIfAny();
    return new GensioLayer.Telnet(rfc2217.orElseThrow());
  }
}
