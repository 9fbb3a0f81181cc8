package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.Remote;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.process.Threads;

/** Makes a connection's far ends, and has the thread that may block for them. */
final class FarEnds {
  private final Ser2netConnector connector;
  private final EventLoop loop;
  private final ExecutorService worker;
  private final Surroundings surroundings;

  FarEnds(Ser2netConnection connection, EventLoop loop, Surroundings surroundings) {
    this.connector = connection.connector();
    this.loop = loop;
    this.surroundings = surroundings;
    this.worker =
        Executors.newSingleThreadExecutor(Threads.factory("device of " + connection.name()));
  }

  /** A new far end, not yet opened. */
  FarEnd open(FarEnd.Owner owner) {
    if (connector instanceof SerialLine line) {
      return new SerialEnd(line, owner, loop, worker, surroundings);
    }
    return new RemoteEnd((Remote) connector, owner, dialler());
  }

  /** Dials on the connection's event loop. */
  Dialler dialler() {
    return new Dialler(loop, worker);
  }

  /** No more far ends are made. */
  void end() {
    worker.shutdown();
  }
}
