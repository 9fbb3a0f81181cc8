package org.evsebridge.bridge.config.ser2net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every argument of the layers and ends that this program has: what may stand in parentheses behind
 * their names, and behind a serial device. Each may also be given as a default. The constants are
 * the table that reading and the README go by.
 */
enum GensioArgument {
  TCP_NODELAY(
      GensioName.TCP,
      "nodelay",
      Support.WITHOUT_EFFECT,
      "small pieces go out at once anyway, as ser2net sets it itself"),
  TCP_READBUF(GensioName.TCP, "readbuf", Support.WITHOUT_EFFECT, Reasons.BUFFER),
  TCP_LADDR(GensioName.TCP, "laddr", Support.REFUSED, "the system chooses where to dial from"),
  TCP_REUSEADDR(
      GensioName.TCP,
      "reuseaddr",
      Support.WITHOUT_EFFECT,
      "a port can be had again at once anyway"),
  TCP_TCPD(
      GensioName.TCP,
      "tcpd",
      "off",
      Support.REFUSED,
      "the program does not read /etc/hosts.allow and hosts.deny, as Debian's ser2net does unless"
          + " told otherwise; name the addresses with the option remaddr"),
  TCP_TCPDNAME(GensioName.TCP, "tcpdname", Support.WITHOUT_EFFECT, "it belongs to tcpd"),

  TELNET_RFC2217(
      GensioName.TELNET,
      "rfc2217",
      "false",
      "whether the client may ask for the line's settings and set them"),
  TELNET_WINSIZE(
      GensioName.TELNET, "winsize", Support.WITHOUT_EFFECT, "a serial line has no window"),
  TELNET_MODE(
      GensioName.TELNET,
      "mode",
      Support.SUPPORTED,
      "server in an accepter or connback, client in a connector"),
  TELNET_READBUF(GensioName.TELNET, "readbuf", Support.WITHOUT_EFFECT, Reasons.BUFFER),
  TELNET_WRITEBUF(GensioName.TELNET, "writebuf", Support.WITHOUT_EFFECT, Reasons.BUFFER),
  TELNET_DRAIN_TIMEOUT(GensioName.TELNET, "drain_timeout", Support.WITHOUT_EFFECT, Reasons.DRAIN),

  SSL_KEY(GensioName.SSL, "key", "/etc/ser2net/ser2net.key", "the file of the private key"),
  SSL_CERT(
      GensioName.SSL,
      "cert",
      "/etc/ser2net/ser2net.crt",
      "the file of the certificate that is shown"),
  SSL_CA(GensioName.SSL, "CA", "", "the file or folder of those whose certificates are trusted"),
  SSL_CLIENTAUTH(
      GensioName.SSL, "clientauth", "false", "whether a client has to show a certificate"),
  SSL_ALLOW_AUTHFAIL(
      GensioName.SSL,
      "allow-authfail",
      "false",
      Support.REFUSED,
      "a wrong certificate is never taken for a right one"),
  SSL_MODE(
      GensioName.SSL,
      "mode",
      Support.SUPPORTED,
      "server in an accepter, client in a connector or connback"),
  SSL_CON_TIMEOUT(
      GensioName.SSL, "con-timeout", Support.WITHOUT_EFFECT, "a client has 10 s for its handshake"),
  SSL_READBUF(GensioName.SSL, "readbuf", Support.WITHOUT_EFFECT, Reasons.BUFFER),
  SSL_WRITEBUF(GensioName.SSL, "writebuf", Support.WITHOUT_EFFECT, Reasons.BUFFER),
  SSL_DRAIN_TIMEOUT(GensioName.SSL, "drain_timeout", Support.WITHOUT_EFFECT, Reasons.DRAIN),

  SERIAL_SPEED(
      GensioName.SERIALDEV,
      "speed",
      "9600N81",
      "bits a second, with parity, data bits and stop bits behind"),
  SERIAL_LOCAL(GensioName.SERIALDEV, "local", "false", "whether the modem lines are ignored"),
  SERIAL_RTSCTS(GensioName.SERIALDEV, "rtscts", "false", "flow control by the lines RTS and CTS"),
  SERIAL_XONXOFF(
      GensioName.SERIALDEV, "xonxoff", "false", "flow control by the characters XON and XOFF"),
  SERIAL_HANGUP_WHEN_DONE(
      GensioName.SERIALDEV,
      "hangup-when-done",
      "false",
      "whether DTR and RTS go down when the device is closed"),
  SERIAL_RS485(
      GensioName.SERIALDEV,
      "rs485",
      "off",
      "how RTS drives a line of two wires: before:after in ms, then how"),
  SERIAL_DTR(GensioName.SERIALDEV, "dtr", "", "how DTR is set at the opening"),
  SERIAL_RTS(GensioName.SERIALDEV, "rts", "", "how RTS is set at the opening"),
  SERIAL_NOUUCPLOCK(GensioName.SERIALDEV, "nouucplock", "false", "whether no lock file is made"),
  SERIAL_UUCPLOCK(
      GensioName.SERIALDEV,
      "uucplock",
      "true",
      "whether a lock file tells other programs that the device is in use"),
  SERIAL_NOBREAK(
      GensioName.SERIALDEV,
      "nobreak",
      Support.WITHOUT_EFFECT,
      "a break still on from before ends with the opening anyway"),
  SERIAL_WRONLY(GensioName.SERIALDEV, "wronly", "false", Support.REFUSED, "it is for printers"),
  SERIAL_RDONLY(
      GensioName.SERIALDEV,
      "rdonly",
      "false",
      Support.REFUSED,
      "use the option no-acc-to-con of the connection"),
  SERIAL_FLOCK(
      GensioName.SERIALDEV,
      "flock",
      Support.WITHOUT_EFFECT,
      "an open device is always kept from others"),
  SERIAL_CUSTSPEED(
      GensioName.SERIALDEV,
      "custspeed",
      Support.WITHOUT_EFFECT,
      "every speed that the driver takes can be set anyway"),
  SERIAL_DRAIN_TIME(GensioName.SERIALDEV, "drain_time", Support.WITHOUT_EFFECT, Reasons.DRAIN),
  SERIAL_CHAR_DRAIN_WAIT(
      GensioName.SERIALDEV, "char_drain_wait", Support.WITHOUT_EFFECT, Reasons.DRAIN),
  SERIAL_READBUF(GensioName.SERIALDEV, "readbuf", Support.WITHOUT_EFFECT, Reasons.BUFFER);

  private static final class Reasons {
    static final String BUFFER = "buffers have sizes of their own";
    static final String DRAIN = "what is still to go out at the end has a time of its own";
  }

  private final GensioName gensio;
  private final Term term;

  GensioArgument(GensioName gensio, String key, String defaultValue, String says) {
    this(gensio, key, defaultValue, Support.SUPPORTED, says);
  }

  GensioArgument(GensioName gensio, String key, Support support, String says) {
    this(gensio, key, "", support, says);
  }

  GensioArgument(GensioName gensio, String key, String defaultValue, Support support, String says) {
    this.gensio = gensio;
    this.term = new Term(key, defaultValue, support, says);
  }

  /** The argument of a layer or end with a name, in whatever case. */
  static Optional<GensioArgument> named(GensioName gensio, String key) {
    return of(gensio).stream().filter(one -> one.key().equalsIgnoreCase(key)).findFirst();
  }

  /** All that a layer or end may be given, in the table's order. */
  static List<GensioArgument> of(GensioName gensio) {
    return Arrays.stream(values()).filter(argument -> argument.gensio == gensio).toList();
  }

  GensioName gensio() {
    return gensio;
  }

  String key() {
    return term.name();
  }

  /** Its value when it is not given; for a refused argument, the only value that is accepted. */
  String defaultValue() {
    return term.defaultValue();
  }

  /** Its row in the table. */
  Term term() {
    return term;
  }

  /** Whether a value of a refused argument can be accepted, since it asks for nothing. */
  boolean isHarmless(String value) {
    return term.support() != Support.REFUSED
        || value.toLowerCase(Locale.ROOT).equals(defaultValue())
        || defaultValue().equals("false")
            && Ser2netOption.parseFlag(value).equals(Optional.of(false));
  }
}
