package org.evsebridge.bridge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Turns the texts of accepters and connectors into what they stand for. Not thread-safe. */
final class Ser2netStacks {
  private static final String ACCEPTER = "accepter";
  private static final String CONNECTOR = "connector";

  private final Ser2netDefaults defaults;

  Ser2netStacks(Ser2netDefaults defaults) {
    this.defaults = defaults;
  }

  /**
   * @param notices gets the arguments that are read and do nothing
   */
  Ser2netAccepter accepter(String text, Consumer<String> notices) throws Ser2netFault {
    GensioArguments.Context context = new GensioArguments.Context(defaults, notices);
    List<GensioLayer> layers = new ArrayList<>();
    String rest = text;
    while (true) {
      Gensio outermost = Gensio.parse(rest);
      Optional<GensioName> name = GensioName.of(outermost.name());
      if (name.isEmpty()) { // as ser2net: 2000 stands for tcp,2000
        Gensio tcp = new Gensio("tcp", List.of(), rest);
        return new Ser2netAccepter(text, layers, TcpReader.read(tcp, false, context));
      }
      switch (name.get()) {
        case TCP -> {
          return new Ser2netAccepter(text, layers, TcpReader.read(outermost, false, context));
        }
        case TELNET -> layers.add(TelnetReader.read(outermost, "server", context));
        case SSL -> layers.add(SslReader.read(outermost, context));
        default -> throw refused(name.get(), ACCEPTER);
      }
      rest = outermost.rest();
    }
  }

  /**
   * @param notices gets the arguments that are read and do nothing
   */
  Ser2netConnector connector(String text, Consumer<String> notices) throws Ser2netFault {
    GensioArguments.Context context = new GensioArguments.Context(defaults, notices);
    List<GensioLayer> layers = new ArrayList<>();
    String rest = text;
    while (true) {
      Gensio outermost = Gensio.parse(rest);
      Optional<GensioName> name = GensioName.of(outermost.name());
      if (name.isEmpty() && rest.strip().startsWith("/") && layers.isEmpty()) {
        return SerialLineReader.read(text, new Gensio("serialdev", List.of(), rest), context);
      }
      if (name.isEmpty()) {
        Gensio tcp = new Gensio("tcp", List.of(), rest);
        return new Ser2netConnector.Remote(text, layers, TcpReader.read(tcp, true, context));
      }
      switch (name.get()) {
        case TCP -> {
          return new Ser2netConnector.Remote(
              text, layers, TcpReader.read(outermost, true, context));
        }
        case TELNET -> layers.add(TelnetReader.read(outermost, "client", context));
        case SERIALDEV -> {
          if (!layers.isEmpty()) {
            throw new Ser2netFault("nothing can stand in front of serialdev");
          }
          return SerialLineReader.read(text, outermost, context);
        }
        default -> throw refused(name.get(), CONNECTOR);
      }
      rest = outermost.rest();
    }
  }

  private static Ser2netFault refused(GensioName name, String place) {
    return new Ser2netFault(
        "'"
            + name.text()
            + "' cannot be had in "
            + (place.equals(ACCEPTER) ? "an accepter" : "a connector")
            + " here"
            + (name.reason().isEmpty() ? "" : ": " + name.reason()));
  }
}
