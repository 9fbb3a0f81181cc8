package org.evsebridge.bridge.config.ser2net;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every layer and end that ser2net's stacks may be made of, and what this program makes of it. */
public enum GensioName {
  TCP("accepter, connector", ""),
  TELNET("accepter, connector; with or without rfc2217", ""),
  SSL("accepter, connector", ""),
  SERIALDEV("connector; also called sdev", ""),
  UDP("", "a meter's data over UDP loses pieces; use tcp"),
  SCTP("", "Java on the Raspberry Pi lacks it; use tcp"),
  UNIX("", "use tcp on 127.0.0.1"),
  UNIXDGRAM("", "use tcp on 127.0.0.1"),
  UNIXSEQ("", "use tcp on 127.0.0.1"),
  CERTAUTH("", "the program does not know users; use ssl(CA=...) with client certificates"),
  MUX("", "the program carries one stream a connection"),
  KEEPOPEN("", "a p1: entry keeps clients while the device is away"),
  STDIO("", "the program serves networks only"),
  PTY("", "the program serves networks only"),
  DEV("", "use serialdev"),
  ECHO("", "there is no device behind it"),
  FILE("", "there is no device behind it"),
  DUMMY("", "there is no device behind it"),
  IPMISOL("", "the program does not speak IPMI"),
  MSGDELIM("", "it is for radio and test set-ups"),
  RELPKT("", "it is for radio and test set-ups"),
  RATELIMIT("", "it is for radio and test set-ups"),
  CHARDELAY("", "use the option chardelay of the connection"),
  TRACE("", "use the options trace-read and trace-write of the connection"),
  PERF("", "it is for radio and test set-ups"),
  CONACC("", "the program waits for clients with tcp"),
  MDNS("", "name the host"),
  KISS("", "it is for radio and test set-ups"),
  AX25("", "it is for radio and test set-ups"),
  XLT("", "it is for radio and test set-ups"),
  SCRIPT("", "the program runs no others"),
  SOUND("", "it is for radio and test set-ups"),
  SOAPY("", "it is for radio and test set-ups"),
  FSK("", "it is for radio and test set-ups"),
  AFSKMDM("", "it is for radio and test set-ups"),
  HDLC("", "it is for radio and test set-ups"),
  CONVCODE("", "it is for radio and test set-ups"),
  AXFEC("", "it is for radio and test set-ups"),
  CM108GPIO("", "it is for radio and test set-ups");

  private final String supportedAs;
  private final String reason;

  GensioName(String supportedAs, String reason) {
    this.supportedAs = supportedAs;
    this.reason = reason;
  }

  static Optional<GensioName> of(String text) {
    return text.equals("sdev")
        ? Optional.of(SERIALDEV)
        : Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
  }

  /** As a ser2net.yaml writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it may stand; empty when it is refused. */
  public String supportedAs() {
    return supportedAs;
  }

  /** Why it is refused; empty when it is not. */
  public String reason() {
    return reason;
  }
}
