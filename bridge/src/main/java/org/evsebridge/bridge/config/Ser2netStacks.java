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
        case SSL -> layers.add(SslReader.server(outermost, context));
        default -> throw refused(name.get(), ACCEPTER);
      }
      rest = outermost.rest();
    }
  }

  /** Reads a connect back, which must be made of the same layers as its connection's accepter. */
  Ser2netConnback connback(String text, Ser2netAccepter accepter, Consumer<String> notices)
      throws Ser2netFault {
    GensioArguments.Context context = new GensioArguments.Context(defaults, notices);
    List<GensioLayer> layers = new ArrayList<>();
    String rest = text;
    Gensio outermost = Gensio.parse(rest);
    while (GensioName.of(outermost.name()).equals(Optional.of(GensioName.TELNET))) {
      layers.add(TelnetReader.read(outermost, "server", context));
      rest = outermost.rest();
      outermost = Gensio.parse(rest);
    }
    Optional<GensioName> name = GensioName.of(outermost.name());
    if (name.isPresent() && name.get() != GensioName.TCP) {
      throw new Ser2netFault("'" + name.get().text() + "' cannot be had in a connback here");
    }
    if (!kinds(layers).equals(kinds(accepter.layers()))) {
      throw new Ser2netFault(
          "the connback '"
              + text
              + "' must have the form of its accepter '"
              + accepter.text()
              + "'");
    }
    Gensio tcp = name.isPresent() ? outermost : new Gensio("tcp", List.of(), rest);
    return new Ser2netConnback(text, layers, TcpReader.read(tcp, true, context));
  }

  private static List<Class<?>> kinds(List<GensioLayer> layers) {
    return layers.stream().<Class<?>>map(GensioLayer::getClass).toList();
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
        case SSL -> layers.add(SslReader.client(outermost, context));
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
