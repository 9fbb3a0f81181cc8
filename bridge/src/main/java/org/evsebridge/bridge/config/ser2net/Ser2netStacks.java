package org.evsebridge.bridge.config.ser2net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.TcpAddress;

/** Reads the texts of accepters and connectors. Not thread-safe. */
final class Ser2netStacks {
  private static final String ACCEPTER = "an accepter";
  private static final String CONNECTOR = "a connector";
  private static final String CONNBACK = "a connback";

  private final Ser2netDefaults defaults;

  Ser2netStacks(Ser2netDefaults defaults) {
    this.defaults = defaults;
  }

  /** What has been read of a stack so far. */
  private final class Layers {
    private final GensioArguments.Context context;
    private final List<GensioLayer> read = new ArrayList<>();
    private final Ser2netFaults faults = new Ser2netFaults();

    Layers(Consumer<String> notices) {
      context = new GensioArguments.Context(defaults, notices);
    }

    void add(Ser2netFaults.PartReader<GensioLayer> layer) {
      faults.in(layer).ifPresent(read::add);
    }
  }

  /**
   * @param notices gets the arguments that are read and do nothing
   */
  Ser2netAccepter accepter(String text, Consumer<String> notices) throws Ser2netFault {
    Layers layers = new Layers(notices);
    Optional<List<TcpAddress>> addresses = layers.faults.in(() -> clientsEnd(layers, text, false));
    layers.faults.throwIfAny();
    return new Ser2netAccepter(text, layers.read, addresses.orElseThrow());
  }

  /**
   * Reads a stack for clients up to its end; a faulty layer does not keep the next one from being
   * read.
   *
   * @param dialled whether this side dials, so that it is the client of TLS too
   */
  private static List<TcpAddress> clientsEnd(Layers layers, String text, boolean dialled)
      throws Ser2netFault {
    String rest = text;
    while (true) {
      Gensio outermost = Gensio.parse(rest);
      Optional<GensioName> name = GensioName.of(outermost.name());
      if (name.isEmpty()) { // as ser2net: 2000 stands for tcp,2000
        return TcpReader.read(TcpReader.end(rest), dialled, layers.context);
      }
      switch (name.get()) {
        case TCP -> {
          return TcpReader.read(outermost, dialled, layers.context);
        }
        case TELNET -> layers.add(() -> TelnetReader.read(outermost, "server", layers.context));
        case SSL ->
            layers.add(
                () ->
                    dialled
                        ? SslReader.client(outermost, layers.context)
                        : SslReader.server(outermost, layers.context));
        default -> throw refused(name.get(), dialled ? CONNBACK : ACCEPTER);
      }
      rest = outermost.rest();
    }
  }

  /** Reads a connect back, which must be made of the same layers as its connection's accepter. */
  Ser2netConnback connback(String text, Ser2netAccepter accepter, Consumer<String> notices)
      throws Ser2netFault {
    Layers layers = new Layers(notices);
    Optional<List<TcpAddress>> addresses = layers.faults.in(() -> clientsEnd(layers, text, true));
    layers.faults.throwIfAny();
    if (!areTelnet(layers.read).equals(areTelnet(accepter.layers()))) {
      throw new Ser2netFault(
          "the connback '"
              + text
              + "' must have the form of its accepter '"
              + accepter.text()
              + "'");
    }
    return new Ser2netConnback(text, layers.read, addresses.orElseThrow());
  }

  /** Which of the layers are telnet; the others are TLS. */
  private static List<Boolean> areTelnet(List<GensioLayer> layers) {
    return layers.stream().map(GensioLayer.Telnet.class::isInstance).toList();
  }

  /**
   * @param notices gets the arguments that are read and do nothing
   */
  Ser2netConnector connector(String text, Consumer<String> notices) throws Ser2netFault {
    Layers layers = new Layers(notices);
    Optional<Ser2netConnector> connector = layers.faults.in(() -> connectorEnd(layers, text));
    layers.faults.throwIfAny();
    return connector.orElseThrow();
  }

  private static Ser2netConnector connectorEnd(Layers layers, String text) throws Ser2netFault {
    String rest = text;
    while (true) {
      Gensio outermost = Gensio.parse(rest);
      Optional<GensioName> name = GensioName.of(outermost.name());
      boolean alone = rest.equals(text);
      if (name.isEmpty() && rest.strip().startsWith("/") && alone) {
        return SerialLineReader.read(
            text, new Gensio("serialdev", List.of(), rest), layers.context);
      }
      if (name.isEmpty()) {
        return new Ser2netConnector.Remote(
            text, layers.read, TcpReader.read(TcpReader.end(rest), true, layers.context));
      }
      switch (name.get()) {
        case TCP -> {
          return new Ser2netConnector.Remote(
              text, layers.read, TcpReader.read(outermost, true, layers.context));
        }
        case TELNET -> layers.add(() -> TelnetReader.read(outermost, "client", layers.context));
        case SSL -> layers.add(() -> SslReader.client(outermost, layers.context));
        case SERIALDEV -> {
          if (!alone) {
            throw new Ser2netFault("nothing can stand in front of serialdev");
          }
          return SerialLineReader.read(text, outermost, layers.context);
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
            + place
            + " here"
            + (name.term().support() == Support.REFUSED ? ": " + name.term().says() : ""));
  }
}
