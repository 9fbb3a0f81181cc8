package org.evsebridge.bridge.config.ser2net;

import static org.evsebridge.bridge.config.ser2net.GensioName.SERIALDEV;
import static org.evsebridge.bridge.config.ser2net.GensioName.SSL;
import static org.evsebridge.bridge.config.ser2net.GensioName.TCP;
import static org.evsebridge.bridge.config.ser2net.GensioName.TELNET;
import static org.evsebridge.bridge.config.ser2net.Support.REFUSED;
import static org.evsebridge.bridge.config.ser2net.Support.SUPPORTED;
import static org.evsebridge.bridge.config.ser2net.Support.WITHOUT_EFFECT;

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
      TCP,
      "nodelay",
      WITHOUT_EFFECT,
      "small pieces go out at once anyway, as ser2net sets it itself"),
  TCP_READBUF(TCP, "readbuf", WITHOUT_EFFECT, Reasons.BUFFER),
  TCP_LADDR(TCP, "laddr", REFUSED, "the system chooses where to dial from"),
  TCP_REUSEADDR(TCP, "reuseaddr", WITHOUT_EFFECT, "a port can be had again at once anyway"),
  TCP_TCPD(
      TCP,
      "tcpd",
      "off",
      REFUSED,
      "the program does not read /etc/hosts.allow and hosts.deny, as Debian's ser2net does unless"
          + " told otherwise; name the addresses with the option remaddr"),
  TCP_TCPDNAME(TCP, "tcpdname", WITHOUT_EFFECT, "it belongs to tcpd"),

  TELNET_RFC2217(
      TELNET,
      "rfc2217",
      "false",
      "whether the client may ask for the line's settings and set them"),
  TELNET_WINSIZE(TELNET, "winsize", WITHOUT_EFFECT, "a serial line has no window"),
  TELNET_MODE(
      TELNET, "mode", SUPPORTED, "server in an accepter or connback, client in a connector"),
  TELNET_READBUF(TELNET, "readbuf", WITHOUT_EFFECT, Reasons.BUFFER),
  TELNET_WRITEBUF(TELNET, "writebuf", WITHOUT_EFFECT, Reasons.BUFFER),
  TELNET_DRAIN_TIMEOUT(TELNET, "drain_timeout", WITHOUT_EFFECT, Reasons.DRAIN),

  SSL_KEY(SSL, "key", "/etc/ser2net/ser2net.key", "the file of the private key"),
  SSL_CERT(SSL, "cert", "/etc/ser2net/ser2net.crt", "the file of the certificate that is shown"),
  SSL_CA(SSL, "CA", "", "the file or folder of those whose certificates are trusted"),
  SSL_CLIENTAUTH(SSL, "clientauth", "false", "whether a client has to show a certificate"),
  SSL_ALLOW_AUTHFAIL(
      SSL,
      "allow-authfail",
      "false",
      REFUSED,
      "a wrong certificate is never taken for a right one"),
  SSL_MODE(SSL, "mode", SUPPORTED, "server in an accepter, client in a connector or connback"),
  SSL_CON_TIMEOUT(SSL, "con-timeout", WITHOUT_EFFECT, "a client has 10 s for its handshake"),
  SSL_READBUF(SSL, "readbuf", WITHOUT_EFFECT, Reasons.BUFFER),
  SSL_WRITEBUF(SSL, "writebuf", WITHOUT_EFFECT, Reasons.BUFFER),
  SSL_DRAIN_TIMEOUT(SSL, "drain_timeout", WITHOUT_EFFECT, Reasons.DRAIN),

  SERIAL_SPEED(
      SERIALDEV, "speed", "9600N81", "bits a second, with parity, data bits and stop bits behind"),
  SERIAL_LOCAL(SERIALDEV, "local", "false", "whether the modem lines are ignored"),
  SERIAL_RTSCTS(SERIALDEV, "rtscts", "false", "flow control by the lines RTS and CTS"),
  SERIAL_XONXOFF(SERIALDEV, "xonxoff", "false", "flow control by the characters XON and XOFF"),
  SERIAL_HANGUP_WHEN_DONE(
      SERIALDEV,
      "hangup-when-done",
      "false",
      "whether DTR and RTS go down when the device is closed"),
  SERIAL_RS485(
      SERIALDEV,
      "rs485",
      "off",
      "how RTS drives a line of two wires: before:after in ms, then how"),
  SERIAL_DTR(SERIALDEV, "dtr", "", "how DTR is set at the opening"),
  SERIAL_RTS(SERIALDEV, "rts", "", "how RTS is set at the opening"),
  SERIAL_NOUUCPLOCK(SERIALDEV, "nouucplock", "false", "whether no lock file is made"),
  SERIAL_UUCPLOCK(
      SERIALDEV,
      "uucplock",
      "true",
      "whether a lock file tells other programs that the device is in use"),
  SERIAL_NOBREAK(
      SERIALDEV,
      "nobreak",
      WITHOUT_EFFECT,
      "a break still on from before ends with the opening anyway"),
  SERIAL_WRONLY(SERIALDEV, "wronly", "false", REFUSED, "it is for printers"),
  SERIAL_RDONLY(
      SERIALDEV, "rdonly", "false", REFUSED, "use the option no-acc-to-con of the connection"),
  SERIAL_FLOCK(SERIALDEV, "flock", WITHOUT_EFFECT, "an open device is always kept from others"),
  SERIAL_CUSTSPEED(
      SERIALDEV,
      "custspeed",
      WITHOUT_EFFECT,
      "every speed that the driver takes can be set anyway"),
  SERIAL_DRAIN_TIME(SERIALDEV, "drain_time", WITHOUT_EFFECT, Reasons.DRAIN),
  SERIAL_CHAR_DRAIN_WAIT(SERIALDEV, "char_drain_wait", WITHOUT_EFFECT, Reasons.DRAIN),
  SERIAL_READBUF(SERIALDEV, "readbuf", WITHOUT_EFFECT, Reasons.BUFFER);

  private static final class Reasons {
    static final String BUFFER = "buffers have sizes of their own";
    static final String DRAIN = "what is still to go out at the end has a time of its own";
  }

  private final GensioName gensio;
  private final Term term;

  GensioArgument(GensioName gensio, String key, String defaultValue, String says) {
    this(gensio, key, defaultValue, SUPPORTED, says);
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
    return term.support() != REFUSED
        || value.toLowerCase(Locale.ROOT).equals(defaultValue())
        || defaultValue().equals("false")
            && Ser2netOption.parseFlag(value).equals(Optional.of(false));
  }
}
