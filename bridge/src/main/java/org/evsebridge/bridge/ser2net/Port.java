package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.evsebridge.bridge.config.Ser2netConnection;
import org.evsebridge.bridge.config.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.config.Ser2netOption;
import org.evsebridge.bridge.net.Client;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection at work: its clients in their places and, while there are any, the far end open.
 *
 * <p>Everything here happens on one event loop; {@link #execute} brings a caller there.
 */
final class Port {
  private static final Logger LOG = LoggerFactory.getLogger(Port.class);
  private static final byte[] NO_PLACE = "Port already in use\r\n".getBytes(US_ASCII);

  /** How much of what clients say may wait for the far end, in bytes; then they are slowed down. */
  static final int MOST_WAITING = 64 * 1024;

  /** How much may wait for a client that does not read, beyond what the system holds; in bytes. */
  static final int MOST_UNSENT = 256 * 1024;

  private final Ser2netConnection connection;
  private final EventLoop loop;
  private final ExecutorService worker;
  private final Places<Client> places;
  private FarEnd farEnd;
  private int waiting;
  private boolean troubled;
  private boolean closed;

  Port(Ser2netConnection connection, EventLoop loop, ExecutorService worker) {
    this.connection = connection;
    this.loop = loop;
    this.worker = worker;
    this.places = new Places<>(connection.options().get(Ser2netOption.MAX_CONNECTIONS));
  }

  /** Runs something on the port's event loop: at once for a caller that is there. */
  void execute(Runnable task) {
    if (loop.inEventLoop()) {
      task.run();
      return;
    }
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: too late, the program ends", connection.name());
    }
  }

  void arrived(Client client) {
    if (closed) {
      client.close();
      return;
    }
    if (!places.take(client) && !makePlaceFor(client)) {
      client.dismiss(NO_PLACE);
      return;
    }
    LOG.info("{}: {} connected", connection.name(), client);
    if (farEnd == null) {
      farEnd = newFarEnd();
      farEnd.open();
    } else if (waiting >= MOST_WAITING) {
      client.read(false);
    }
  }

  private boolean makePlaceFor(Client client) {
    if (!connection.options().get(Ser2netOption.KICKOLDUSER)) {
      return false;
    }
    places
        .vacateHighest()
        .ifPresent(
            old -> {
              LOG.info("{}: {} gives way to {}", connection.name(), old, client);
              old.close();
            });
    return places.take(client);
  }

  private FarEnd newFarEnd() {
    SerialLine line = (SerialLine) connection.connector();
    return new SerialEnd(line, new Events(), loop, worker);
  }

  void said(Client client, byte[] bytes) {
    if (!places.has(client) || farEnd == null) {
      return;
    }
    boolean hadRoom = waiting < MOST_WAITING;
    waiting += bytes.length;
    farEnd.write(bytes);
    if (hadRoom && waiting >= MOST_WAITING) {
      places.clients().forEach(each -> each.read(false));
    }
  }

  void left(Client client) {
    if (places.leave(client)) {
      LOG.info("{}: {} left", connection.name(), client);
      closeFarEndIfUnused();
    }
  }

  private void closeFarEndIfUnused() {
    if (places.isEmpty() && farEnd != null) {
      farEnd.close();
      forgetFarEnd();
    }
  }

  private void forgetFarEnd() {
    farEnd = null;
    waiting = 0;
  }

  private void dismissAll(byte[] lastWord) {
    for (Client client : places.clients()) {
      places.leave(client);
      client.dismiss(lastWord);
    }
  }

  /**
   * Closes all clients and the far end; no client is accepted any more. May be called on any
   * thread.
   *
   * @param then runs on the event loop once the far end has been told to close
   */
  void close(Runnable then) {
    execute(
        () -> {
          closed = true;
          closeAll();
          closeFarEndIfUnused();
          then.run();
        });
  }

  private void closeAll() {
    for (Client client : places.clients()) {
      places.leave(client);
      client.close();
    }
  }

  /** What the far end tells; only the present one does. */
  private final class Events implements FarEnd.Owner {
    @Override
    public void opened() {
      if (troubled) {
        troubled = false;
        LOG.info("{}: {} is back", connection.name(), connection.connector().text());
      }
    }

    @Override
    public void refused(FarEnd.OpenFailure why) {
      forgetFarEnd();
      if (!troubled) {
        troubled = true;
        LOG.warn(
            "{}: {}; until it can be opened, clients are told so and closed",
            connection.name(),
            why.logged());
      }
      dismissAll(("Device open failure: " + why.shown() + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void received(byte[] bytes) {
      for (Client client : places.clients()) {
        if (!client.send(bytes)) {
          LOG.warn(
              "{}: {} does not read; cut off with {} kB waiting for it",
              connection.name(),
              client,
              MOST_UNSENT / 1024);
          places.leave(client);
          client.close();
        }
      }
      closeFarEndIfUnused();
    }

    @Override
    public void wrote(int bytes) {
      boolean hadRoom = waiting < MOST_WAITING;
      waiting -= bytes;
      if (!hadRoom && waiting < MOST_WAITING) {
        places.clients().forEach(each -> each.read(true));
      }
    }

    @Override
    public void lost(String why) {
      forgetFarEnd();
      troubled = true;
      LOG.warn("{}: {}; its clients are closed", connection.name(), why);
      closeAll();
    }
  }
}
