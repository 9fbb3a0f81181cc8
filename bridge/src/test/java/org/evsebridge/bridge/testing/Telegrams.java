package org.evsebridge.bridge.testing;

import org.evsebridge.bridge.p1.Telegram;

/** Telegrams for the tests of what the house is served. */
public final class Telegrams {
  private static final String DUTCH =
      """
      /ISK5\\2M550T-1013

      1-3:0.2.8(50)
      0-0:1.0.0(261128183000W)
      0-0:96.1.1(4530303434303037333832323436303139)
      1-0:1.8.1(002074.842*kWh)
      1-0:1.8.2(000881.383*kWh)
      1-0:2.8.1(000010.981*kWh)
      1-0:2.8.2(000028.031*kWh)
      0-0:96.14.0(0001)
      1-0:1.7.0(00.494*kW)
      1-0:2.7.0(00.000*kW)
      0-0:96.7.21(00005)
      0-0:96.7.9(00003)
      1-0:32.32.0(00001)
      1-0:32.36.0(00002)
      1-0:32.7.0(228.0*V)
      1-0:52.7.0(229.0*V)
      1-0:72.7.0(230.0*V)
      1-0:31.7.0(000*A)
      1-0:51.7.0(002*A)
      1-0:71.7.0(001*A)
      1-0:21.7.0(00.000*kW)
      1-0:41.7.0(00.343*kW)
      1-0:61.7.0(00.172*kW)
      1-0:22.7.0(00.021*kW)
      1-0:42.7.0(00.000*kW)
      1-0:62.7.0(00.000*kW)
      0-1:24.1.0(003)
      0-1:96.1.0(4730303332353635353439303233373137)
      0-1:24.2.1(261128182500W)(01234.567*m3)
      0-2:24.1.0(007)
      0-2:96.1.0(57)
      0-2:24.2.1(632525252525W)(00012.000*m3)
      !""";

  private Telegrams() {}

  /** A telegram of lines, with its checksum. */
  public static Telegram of(String lines) {
    return Telegram.withChecksum(lines.replace("\n", "\r\n"));
  }

  /** A Dutch meter's of three phases, of which L1 exports, with gas and a water meter unread. */
  public static Telegram dutch() {
    return of(DUTCH);
  }

  /** The same at another second. */
  public static Telegram dutch(int second) {
    return of(DUTCH.replace("183000W", "1830%02dW".formatted(second)));
  }
}
