package org.evsebridge.bridge.config.ser2net;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every layer and end that ser2net's stacks may be made of, and what this program makes of it. */
public enum GensioName {
  TCP(Support.SUPPORTED, "accepter, connector"),
  TELNET(Support.SUPPORTED, "accepter, connector; with or without rfc2217"),
  SSL(Support.SUPPORTED, "accepter, connector"),
  SERIALDEV(Support.SUPPORTED, "connector; also called sdev"),
  KEEPOPEN(
      Support.SUPPORTED,
      "connector, in front of all else: clients stay while the device is away, and it is opened"
          + " again and again"),
  UDP(Support.REFUSED, "a meter's data over UDP loses pieces; use tcp"),
  SCTP(Support.REFUSED, "Java on the Raspberry Pi lacks it; use tcp"),
  UNIX(Support.REFUSED, "use tcp on 127.0.0.1"),
  UNIXDGRAM(Support.REFUSED, "use tcp on 127.0.0.1"),
  UNIXSEQ(Support.REFUSED, "use tcp on 127.0.0.1"),
  CERTAUTH(
      Support.REFUSED, "the program does not know users; use ssl(CA=...) with client certificates"),
  MUX(Support.REFUSED, "the program carries one stream a connection"),
  STDIO(Support.REFUSED, "the program serves networks only"),
  PTY(Support.REFUSED, "the program serves networks only"),
  DEV(Support.REFUSED, "use serialdev"),
  ECHO(Support.REFUSED, "there is no device behind it"),
  FILE(Support.REFUSED, "there is no device behind it"),
  DUMMY(Support.REFUSED, "there is no device behind it"),
  IPMISOL(Support.REFUSED, "the program does not speak IPMI"),
  MSGDELIM(Support.REFUSED, "it is for radio and test set-ups"),
  RELPKT(Support.REFUSED, "it is for radio and test set-ups"),
  RATELIMIT(Support.REFUSED, "it is for radio and test set-ups"),
  CHARDELAY(Support.REFUSED, "use the option chardelay of the connection"),
  TRACE(Support.REFUSED, "use the options trace-read and trace-write of the connection"),
  PERF(Support.REFUSED, "it is for radio and test set-ups"),
  CONACC(Support.REFUSED, "the program waits for clients with tcp"),
  MDNS(Support.REFUSED, "name the host"),
  KISS(Support.REFUSED, "it is for radio and test set-ups"),
  AX25(Support.REFUSED, "it is for radio and test set-ups"),
  XLT(Support.REFUSED, "it is for radio and test set-ups"),
  SCRIPT(Support.REFUSED, "the program runs no others"),
  SOUND(Support.REFUSED, "it is for radio and test set-ups"),
  SOAPY(Support.REFUSED, "it is for radio and test set-ups"),
  FSK(Support.REFUSED, "it is for radio and test set-ups"),
  AFSKMDM(Support.REFUSED, "it is for radio and test set-ups"),
  HDLC(Support.REFUSED, "it is for radio and test set-ups"),
  CONVCODE(Support.REFUSED, "it is for radio and test set-ups"),
  AXFEC(Support.REFUSED, "it is for radio and test set-ups"),
  CM108GPIO(Support.REFUSED, "it is for radio and test set-ups");

  private final Term term;

  /**
   * @param says where it may stand; of one that is refused, why
   */
  GensioName(Support support, String says) {
    this.term = new Term(name().toLowerCase(Locale.ROOT), "", support, says);
  }

  static Optional<GensioName> of(String text) {
    return text.equals("sdev")
        ? Optional.of(SERIALDEV)
        : Arrays.stream(values()).filter(name -> name.text().equals(text)).findFirst();
  }

  /** As a ser2net.yaml writes it. */
  public String text() {
    return term.name();
  }

  /** Its row in the table. */
  Term term() {
    return term;
  }
}
