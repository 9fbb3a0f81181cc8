package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.Remote;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.process.Threads;

/** Makes a connection's endpoints, and owns the thread that does their blocking calls. */
final class Endpoints {
  private final Ser2netConnector connector;
  private final EventLoop loop;
  private final ExecutorService worker;
  private final SharedResources surroundings;

  Endpoints(Ser2netConnection connection, EventLoop loop, SharedResources surroundings) {
    this.connector = connection.connector();
    this.loop = loop;
    this.surroundings = surroundings;
    this.worker =
        Executors.newSingleThreadExecutor(Threads.factory("device of " + connection.name()));
  }

  /** A new endpoint, not yet opened. */
  Endpoint open(Endpoint.Owner owner) {
    return connector
        .keepOpen()
        .<Endpoint>map(keepOpen -> new KeptOpenEndpoint(keepOpen, loop, owner, this::openOnce))
        .orElseGet(() -> openOnce(owner));
  }

  private Endpoint openOnce(Endpoint.Owner owner) {
    if (connector instanceof SerialLine line) {
      return new SerialEndpoint(line, owner, loop, worker, surroundings);
    }
    return new RemoteEndpoint((Remote) connector, owner, dialler());
  }

  /** Dials on the connection's event loop. */
  Dialler dialler() {
    return new Dialler(loop, worker);
  }

  /** No more endpoints are made. */
  void end() {
    worker.shutdown();
  }
}
