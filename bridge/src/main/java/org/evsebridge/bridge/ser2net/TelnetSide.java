package org.evsebridge.bridge.ser2net;

import java.util.Map;

/**
 * What each side of a telnet connection offers, as ser2net does. The numbers are those of RFC 854,
 * 856, 857, 858 and 2217.
 */
enum TelnetSide {
  SERVER(
      Map.of(
          TelnetSide.BINARY, new TelnetOffer(true, true, true, true),
          TelnetSide.ECHO, new TelnetOffer(true, false, true, true),
          TelnetSide.SUPPRESS_GO_AHEAD, new TelnetOffer(true, true, true, true),
          TelnetSide.COM_PORT, new TelnetOffer(false, false, false, false)),
      new int[] {
        TelnetSide.WILL, TelnetSide.SUPPRESS_GO_AHEAD,
        TelnetSide.DO, TelnetSide.SUPPRESS_GO_AHEAD,
        TelnetSide.WILL, TelnetSide.ECHO,
        TelnetSide.DONT, TelnetSide.ECHO,
        TelnetSide.DO, TelnetSide.BINARY,
        TelnetSide.WILL, TelnetSide.BINARY
      },
      new TelnetOffer(false, true, false, true),
      TelnetSide.DO),
  CLIENT(
      Map.of(
          TelnetSide.BINARY, new TelnetOffer(true, true, false, false),
          TelnetSide.ECHO, new TelnetOffer(false, true, false, false),
          TelnetSide.SUPPRESS_GO_AHEAD, new TelnetOffer(true, false, false, false),
          TelnetSide.COM_PORT, new TelnetOffer(false, false, false, false)),
      new int[0],
      new TelnetOffer(true, false, true, false),
      TelnetSide.WILL);

  static final int END_SUB = 240;
  static final int DATA_MARK = 242;
  static final int BREAK = 243;
  static final int BEGIN_SUB = 250;
  static final int WILL = 251;
  static final int WONT = 252;
  static final int DO = 253;
  static final int DONT = 254;
  static final int COMMAND = 255;

  static final int BINARY = 0;
  static final int ECHO = 1;
  static final int SUPPRESS_GO_AHEAD = 3;
  static final int COM_PORT = 44;

  /**
   * What a side makes of an option.
   *
   * @param own whether this side may have it on
   * @param others whether the other side may have it on
   * @param saidOwn whether this side has said at the start what it wants for itself
   * @param saidOthers whether it has said what it wants of the other side
   */
  record TelnetOffer(boolean own, boolean others, boolean saidOwn, boolean saidOthers) {}

  private final Map<Integer, TelnetOffer> offers;
  private final int[] opening;
  private final TelnetOffer comPort;
  private final int comPortOpening;

  TelnetSide(
      Map<Integer, TelnetOffer> offers, int[] opening, TelnetOffer comPort, int comPortOpening) {
    this.offers = offers;
    this.opening = opening;
    this.comPort = comPort;
    this.comPortOpening = comPortOpening;
  }

  Map<Integer, TelnetOffer> offers(boolean rfc2217) {
    Map<Integer, TelnetOffer> all = new java.util.HashMap<>(offers);
    if (rfc2217) {
      all.put(COM_PORT, comPort);
    }
    return all;
  }

  /** What this side says first. */
  byte[] opening(boolean rfc2217) {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < opening.length; i += 2) {
      command(bytes, opening[i], opening[i + 1]);
    }
    if (rfc2217) {
      command(bytes, comPortOpening, COM_PORT);
    }
    return bytes.toByteArray();
  }

  private static void command(java.io.ByteArrayOutputStream bytes, int verb, int option) {
    bytes.write(COMMAND);
    bytes.write(verb);
    bytes.write(option);
  }
}
