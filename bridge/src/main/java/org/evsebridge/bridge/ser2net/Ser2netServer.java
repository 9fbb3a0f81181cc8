package org.evsebridge.bridge.ser2net;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.config.ser2net.Ser2netAccepter;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.config.ser2net.Ser2netOptions;
import org.evsebridge.bridge.net.Families;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of a ser2net.yaml, served. */
public final class Ser2netServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ser2netServer.class);
  private static final long CLOSE_SECONDS = 3;

  private final Port port;
  private final List<Listener> listeners;

  private Ser2netServer(Port port, List<Listener> listeners) {
    this.port = port;
    this.listeners = listeners;
  }

  /**
   * Starts serving; returns at once, whether the port can be had and the device is there or not.
   */
  static Ser2netServer start(Ser2netConnection connection, SharedResources surroundings) {
    Port port = new Port(connection, surroundings);
    if (!connection.enabled()) {
      return new Ser2netServer(port, List.of());
    }
    port.start();
    Optional<ClientArrival> entry =
        Optional.of(new ClientArrival.Accepted(port, port::arrived, () -> {}));
    return new Ser2netServer(
        port,
        listen(
            connection.name(),
            connection.accepter(),
            connection.options(),
            surroundings,
            any -> entry));
  }

  /** Listens wherever an accepter says. */
  static List<Listener> listen(
      String name,
      Ser2netAccepter accepter,
      Ser2netOptions options,
      SharedResources surroundings,
      PortClientPipeline.Chooser chooser) {
    PortClientPipeline pipeline;
    try {
      pipeline = new PortClientPipeline(name, accepter.layers(), chooser);
    } catch (SSLException e) {
      LOG.error("{} is left out: its key or certificate cannot be used: {}", name, e.getMessage());
      return List.of();
    }
    List<Listener> listeners = new ArrayList<>();
    for (TcpAddress address : accepter.addresses()) {
      for (InetSocketAddress wanted : address.resolve()) {
        listeners.add(
            Listener.open(
                name,
                wanted,
                families(address, wanted),
                options.get(Ser2netOption.ACCEPTER_RETRY_TIME),
                surroundings.loops(),
                pipeline));
      }
    }
    return listeners;
  }

  private static Families families(TcpAddress address, InetSocketAddress wanted) {
    if (wanted.getAddress() instanceof Inet4Address) {
      return Families.IPV4;
    }
    return address.isIpv6Only() ? Families.IPV6 : Families.BOTH;
  }

  Port port() {
    return port;
  }

  Ser2netConnection connection() {
    return port.connection();
  }

  /** The ports it listens on: none when the connection is disabled, more than one for a name. */
  public List<Listener> listeners() {
    return listeners;
  }

  public Counters counters() {
    return port.counters();
  }

  /**
   * Stops listening, closes every client and then the device; returns when the device is closed.
   */
  @Override
  public void close() {
    listeners.forEach(Listener::close);
    CountDownLatch closed = new CountDownLatch(1);
    port.close(closed::countDown);
    try {
      if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{}: the device does not close", connection().name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
