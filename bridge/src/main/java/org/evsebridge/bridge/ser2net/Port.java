package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.EventLoop;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.evsebridge.bridge.config.RemoteAddresses;
import org.evsebridge.bridge.config.Ser2netConnection;
import org.evsebridge.bridge.config.Ser2netOption;
import org.evsebridge.bridge.net.Client;
import org.evsebridge.bridge.ser2net.SerialControl.Setting;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection at work: its clients in their places and, while there are any, the far end open.
 *
 * <p>Everything here happens on one event loop; {@link #execute} brings a caller there.
 */
final class Port {
  private static final Logger LOG = LoggerFactory.getLogger(Port.class);

  /** How much may wait for a client that does not read, beyond what the system holds; in bytes. */
  static final int MOST_UNSENT = 256 * 1024;

  /** How much of what clients say may wait for the far end, in bytes; then they are slowed down. */
  static final int MOST_WAITING = 64 * 1024;

  private static final long BREAK_MILLIS = 250;

  private final Ser2netConnection connection;
  private final Surroundings surroundings;
  private final EventLoop loop;
  private final FarEnds farEnds;
  private final Places<Client> places;
  private final Counters counters;
  private final Traces traces;
  private final FromDevice fromDevice;
  private final int mostWaiting;
  private final AtomicBoolean reserved = new AtomicBoolean();
  private volatile boolean used;

  /** What clients said before the far end was open; little, for then they are not listened to. */
  private final List<byte[]> early = new ArrayList<>();

  private FarEnd farEnd;
  private boolean open;
  private boolean closing;
  private int waiting;
  private boolean troubled;
  private long refusedInARow;
  private boolean ended;
  private Runnable whenEnded = () -> {};

  Port(Ser2netConnection connection, Surroundings surroundings) {
    this.connection = connection;
    this.surroundings = surroundings;
    this.loop = surroundings.loops().group().next();
    this.farEnds = new FarEnds(connection, loop, surroundings);
    this.places = new Places<>(connection.options().get(Ser2netOption.MAX_CONNECTIONS));
    this.counters = new Counters(connection.name(), System::nanoTime);
    this.traces = new Traces(connection);
    this.mostWaiting =
        Math.max(MOST_WAITING, connection.options().get(Ser2netOption.NET_TO_DEV_BUFSIZE));
    this.fromDevice = new FromDevice(connection, loop, traces, this::toClients, this::closeOnText);
  }

  Ser2netConnection connection() {
    return connection;
  }

  Counters counters() {
    return counters;
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

  /**
   * Keeps the port for a rotator's client that is about to arrive; false when it, or its device, is
   * used. Any thread may ask.
   */
  boolean reserve() {
    return !used
        && surroundings.devices().isFree(connection.connector().text())
        && reserved.compareAndSet(false, true);
  }

  /** The client that it was kept for never arrived. Any thread may say so. */
  void giveUpReservation() {
    reserved.set(false);
  }

  void arrived(Client client) {
    reserved.set(false);
    RemoteAddresses allowed = connection.options().get(Ser2netOption.REMADDR);
    if (ended) {
      client.close();
    } else if (!client.address().map(allowed::admit).orElse(true)) {
      refuse(client, "Accessed denied due to your net address\r\n");
    } else if (!places.take(client) && !makePlaceFor(client)) {
      refuse(client, "Port already in use\r\n");
    } else if (!surroundings.devices().take(connection.connector().text(), this)) {
      places.leave(client);
      refuse(client, "Port's device already in use\r\n");
    } else {
      place(client);
    }
  }

  private void refuse(Client client, String lastWord) {
    counters.one(Count.REFUSED);
    LOG.debug("{}: {} is refused: {}", connection.name(), client, lastWord.strip());
    client.dismiss(lastWord.getBytes(US_ASCII));
  }

  private void place(Client client) {
    used = true;
    counters.one(Count.CLIENTS);
    if (isOpen()) {
      welcome(client);
    } else if (farEnd == null) {
      openFarEnd();
    }
    readClients();
  }

  /** Whether clients and device may talk; while it closes, a new client waits for the next time. */
  private boolean isOpen() {
    return open && !closing;
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
              counters.one(Count.KICKED);
              gone(old);
              old.close();
            });
    return places.take(client);
  }

  private void gone(Client client) {
    counters.add(Count.CLIENTS, -1);
    traces.event("CLOSE netcon (" + client + ")");
  }

  private void openFarEnd() {
    farEnd = farEnds.open(new Events());
    farEnd.open();
  }

  /** The device is open and a client is there: now both may talk. */
  private void welcome(Client client) {
    counters.one(Count.ACCEPTED);
    LOG.info("{}: {} connected", connection.name(), client);
    traces.event("OPEN (" + client.shown() + ")");
    byte[] banner =
        escapes(Optional.of(client)).fill(connection.options().get(Ser2netOption.BANNER));
    if (banner.length > 0) {
      client.send(banner);
    }
  }

  private Escapes escapes(Optional<Client> client) {
    return new Escapes(
        connection.connector().text(),
        connection.name(),
        connection.accepter().text(),
        farEnd == null ? "" : farEnd.shown(),
        client.or(() -> places.clients().stream().findFirst()).map(Client::shown),
        ZonedDateTime.now());
  }

  void said(Client client, byte[] bytes) {
    if (!places.has(client) || connection.options().get(Ser2netOption.NO_ACC_TO_CON)) {
      return;
    }
    if (isOpen()) {
      traces.fromClient(bytes);
      toFarEnd(bytes);
    } else {
      early.add(bytes);
    }
  }

  private void toFarEnd(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    boolean hadRoom = waiting < mostWaiting;
    waiting += bytes.length;
    counters.add(Count.BYTES_TO_DEVICE, bytes.length);
    farEnd.write(bytes);
    if (hadRoom && waiting >= mostWaiting) {
      readClients();
    }
  }

  /** Listens to clients while the far end is there to take what they say. */
  private void readClients() {
    boolean listen = isOpen() && waiting < mostWaiting;
    places.clients().forEach(client -> client.read(listen));
  }

  /** The settings of the line; what is not open has none. */
  SerialControl control() {
    return farEnd == null ? SerialControl.NONE : farEnd.control();
  }

  /** Holds the line low for a moment. */
  void sendBreak() {
    control().request(Setting.CONTROL, LineSettings.BREAK_ON, any -> {});
    loop.schedule(
        () -> control().request(Setting.CONTROL, LineSettings.BREAK_OFF, any -> {}),
        BREAK_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  void left(Client client) {
    leave(client, "left");
  }

  /** A client did nothing for the connection's time-out. */
  void idle(Client client) {
    if (leave(client, "did nothing for long enough")) {
      client.close();
    }
  }

  private boolean leave(Client client, String how) {
    if (!places.leave(client)) {
      return false;
    }
    LOG.info("{}: {} {}", connection.name(), client, how);
    gone(client);
    closeFarEndIfUnused();
    return true;
  }

  private void toClients(byte[] bytes) {
    for (Client client : places.clients()) {
      if (!client.send(bytes)) {
        counters.one(Count.CUT_OFF);
        places.leave(client);
        gone(client);
        LOG.warn(
            "{}: {} does not read; cut off with {} kB waiting for it",
            connection.name(),
            client,
            MOST_UNSENT / 1024);
        client.close();
      }
    }
    closeFarEndIfUnused();
  }

  private void closeOnText() {
    LOG.info("{}: the device said the text to close on", connection.name());
    closeAll(new byte[0]);
    closeFarEndIfUnused();
  }

  private void closeFarEndIfUnused() {
    if (farEnd == null || closing || !places.isEmpty()) {
      return;
    }
    closing = true;
    early.clear();
    if (open) {
      toFarEnd(escapes(Optional.empty()).fill(connection.options().get(Ser2netOption.CLOSESTR)));
    }
    farEnd.close();
  }

  /** Closes all clients after a last word. */
  private void closeAll(byte[] lastWord) {
    for (Client client : places.clients()) {
      places.leave(client);
      gone(client);
      client.dismiss(lastWord);
    }
  }

  /**
   * Closes all clients and the far end; no client is accepted any more. May be called on any
   * thread.
   *
   * @param then runs when the far end is closed
   */
  void close(Runnable then) {
    execute(
        () -> {
          ended = true;
          whenEnded = then;
          closeAll(new byte[0]);
          closeFarEndIfUnused();
          if (farEnd == null) {
            end();
          }
        });
  }

  private void end() {
    traces.end();
    farEnds.end();
    whenEnded.run();
  }

  /** What the present far end tells. */
  private final class Events implements FarEnd.Owner {
    @Override
    public void opened() {
      open = true;
      counters.one(Count.DEVICE_OPEN);
      if (troubled) {
        troubled = false;
        LOG.info(
            "{}: {} is back; {} clients were turned away",
            connection.name(),
            connection.connector().text(),
            refusedInARow);
        refusedInARow = 0;
      }
      traces.open(escapes(Optional.empty()));
      toFarEnd(escapes(Optional.empty()).fill(connection.options().get(Ser2netOption.OPENSTR)));
      places.clients().forEach(Port.this::welcome);
      for (byte[] bytes : early) {
        traces.fromClient(bytes);
        toFarEnd(bytes);
      }
      early.clear();
      readClients();
    }

    @Override
    public void refused(FarEnd.OpenFailure why) {
      refusedInARow += places.clients().size();
      if (!troubled) {
        troubled = true;
        LOG.warn(
            "{}: {}; until it can be opened, clients are told so and closed",
            connection.name(),
            why.logged());
      }
      counters.add(Count.REFUSED, places.clients().size());
      closing = true;
      early.clear();
      closeAll(("Device open failure: " + why.shown() + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void received(byte[] bytes) {
      counters.add(Count.BYTES_FROM_DEVICE, bytes.length);
      if (!closing) {
        fromDevice.received(bytes);
      }
    }

    @Override
    public void wrote(int bytes) {
      boolean hadRoom = waiting < mostWaiting;
      waiting -= bytes;
      if (!hadRoom && waiting < mostWaiting) {
        readClients();
      }
    }

    @Override
    public void lost(String why) {
      troubled = true;
      counters.one(Count.DEVICE_LOSSES);
      LOG.warn("{}: {}; its clients are closed", connection.name(), why);
      closing = true;
      fromDevice.flush();
      closeAll(new byte[0]);
    }

    /** Clients that came meanwhile are waiting for the next opening. */
    @Override
    public void closed() {
      if (open) {
        counters.add(Count.DEVICE_OPEN, -1);
        traces.event("CLOSE port (All users disconnected)");
        traces.close();
      }
      fromDevice.reset();
      farEnd = null;
      used = !places.isEmpty();
      open = false;
      closing = false;
      waiting = 0;
      if (ended) {
        surroundings.devices().release(connection.connector().text(), Port.this);
        end();
      } else if (places.isEmpty()) {
        surroundings.devices().release(connection.connector().text(), Port.this);
      } else {
        openFarEnd();
      }
    }
  }
}
