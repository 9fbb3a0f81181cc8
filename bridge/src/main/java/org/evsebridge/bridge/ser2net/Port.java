package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.RemoteAddresses;
import org.evsebridge.bridge.config.Ser2netConnection;
import org.evsebridge.bridge.config.Ser2netOption;
import org.evsebridge.bridge.net.Client;
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

  /** How long a client that takes nothing may keep a remote server, and so the others, waiting. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Why clients are closed, in the words of ser2net's traces. */
  private static final String LEFT = "network read close";

  private static final String IDLE = "timeout";
  private static final String KICKED = "kicked off, new user is coming\r\n";
  private static final String CLOSING = "port closing";
  private static final String CUT_OFF = "network write error";

  private final Ser2netConnection connection;
  private final Surroundings surroundings;
  private final EventLoop loop;
  private final FarEnds farEnds;
  private final Places<Client> places;
  private final Counters counters;
  private final Traces traces;
  private final FromDevice fromDevice;
  private final int mostWaiting;
  private final Connbacks connbacks;
  private final Storm strangers;
  private final Storm untrusted;
  private final Idleness idleness = new Idleness(Client::deeds);
  private final Idleness slowness = new Idleness(Client::taken);
  private final AtomicInteger reserved = new AtomicInteger();

  /** What clients said before the far end was open; little, for then they are not listened to. */
  private final List<byte[]> early = new ArrayList<>();

  /** What the device said before all clients that are dialled were there; little, as above. */
  private final List<byte[]> unheard = new ArrayList<>();

  private final Set<ComPortServer> listeners = new LinkedHashSet<>();
  private Future<?> ticks;
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
    this.connbacks = new Connbacks(connection, this, farEnds.dialler(), new Dialled());
    this.places =
        new Places<>(
            connection.options().get(Ser2netOption.MAX_CONNECTIONS)
                - connection.connbacks().size());
    this.strangers = new Storm(loop, connection.name(), "turned away by remaddr");
    this.untrusted = new Storm(loop, connection.name(), "turned away by TLS");
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

  /** Opens the device at once if clients are to be dialled once it says something. */
  void start() {
    if (connbacks.areWanted()) {
      execute(this::keepOpen);
    }
  }

  private void keepOpen() {
    if (ended || farEnd != null) {
      return;
    }
    if (surroundings.devices().take(connection.connector().text(), this)) {
      openFarEnd();
    } else {
      keepOpenLater();
    }
  }

  private void keepOpenLater() {
    loop.schedule(
        this::keepOpen,
        connection.options().get(Ser2netOption.CONNECTOR_RETRY_TIME).toSeconds(),
        TimeUnit.SECONDS);
  }

  /**
   * Keeps a place for a rotator's client that is about to arrive; false when none is free, the
   * device is used by another connection, or the client may not use this one. Any thread may ask.
   */
  synchronized boolean reserveFor(SocketAddress client) {
    return reserved.get() < places.free()
        && surroundings.devices().isFreeFor(connection.connector().text(), this)
        && client instanceof InetSocketAddress address
        && connection.options().get(Ser2netOption.REMADDR).admit(address)
        && reserved.incrementAndGet() > 0;
  }

  /** The client that a place was kept for never arrived. Any thread may say so. */
  void giveUpReservation() {
    reserved.decrementAndGet();
  }

  void arrivedByReservation(Client client) {
    arrived(client);
    giveUpReservation();
  }

  /** A client was turned away before it arrived, for want of trust. Any thread may say so. */
  void turnedAway(Object client, String why) {
    execute(() -> untrusted.another(client, why));
  }

  void arrived(Client client) {
    RemoteAddresses allowed = connection.options().get(Ser2netOption.REMADDR);
    if (ended) {
      client.close();
    } else if (!client.address().map(allowed::admit).orElse(true)) {
      strangers.another(client, "it is not among the addresses there");
      refuse(client, "Accessed denied due to your net address\r\n");
    } else if (connbacks.areWanted() && farEnd == null) {
      refuse(client, "Port's device failed open\r\n");
    } else if (!places.take(client) && !makePlaceFor(client)) {
      refuse(client, "Port already in use\r\n");
    } else if (!surroundings.devices().take(connection.connector().text(), this)) {
      places.leave(client);
      refuse(client, "Port's device already in use\r\n");
    } else {
      place(client);
    }
  }

  /** What becomes of the clients that were dialled. */
  private final class Dialled implements Connbacks.Owner {
    @Override
    public void connected(Client client) {
      counters.one(Count.CLIENTS);
      if (isOpen()) {
        welcome(client);
      } else {
        client.close(); // the device went away meanwhile
      }
      readClients();
    }

    @Override
    public void complete() {
      List<byte[]> pieces = List.copyOf(unheard);
      unheard.clear();
      pieces.forEach(fromDevice::received);
      listenToFarEnd();
    }
  }

  private void refuse(Client client, String lastWord) {
    counters.one(Count.REFUSED);
    LOG.debug("{}: {} is refused: {}", connection.name(), client, lastWord.strip());
    client.dismiss(lastWord.getBytes(US_ASCII));
  }

  private void place(Client client) {
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
              gone(old, KICKED);
              old.close();
            });
    return places.take(client);
  }

  /** All clients, those that were dialled first. */
  private List<Client> clients() {
    return Stream.concat(connbacks.clients().stream(), places.clients().stream()).toList();
  }

  private void gone(Client client, String reason) {
    counters.add(Count.CLIENTS, -1);
    traces.event("CLOSE netcon (" + reason + ")");
    listenToFarEnd();
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
        client.or(() -> clients().stream().findFirst()).map(Client::shown),
        ZonedDateTime.now());
  }

  void said(Client client, byte[] bytes) {
    if (!clients().contains(client) || connection.options().get(Ser2netOption.NO_ACC_TO_CON)) {
      return;
    }
    client.deed();
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
    clients().forEach(client -> client.read(listen));
  }

  /** Whom changes of the line's settings are told to; on the event loop. */
  Set<ComPortServer> listeners() {
    return listeners;
  }

  /** The settings of the line; what is not open has none. */
  SerialControl control() {
    return farEnd == null ? SerialControl.NONE : farEnd.control();
  }

  void left(Client client) {
    if (leave(client, LEFT)) {
      LOG.info("{}: {} left", connection.name(), client);
      closeFarEndIfUnused();
    }
  }

  private boolean leave(Client client, String reason) {
    if (!places.leave(client) && !connbacks.leave(client)) {
      return false;
    }
    gone(client, reason);
    return true;
  }

  /** A second has passed since the device was opened, or since the last look. */
  private void tick() {
    for (Client client : idleness.tick(clients(), this::timeout)) {
      LOG.info("{}: {} did nothing for long enough", connection.name(), client);
      leave(client, IDLE);
      client.close();
    }
    slowness.tick(waitedFor(), any -> PATIENCE).forEach(this::cutOff);
    closeFarEndIfUnused();
  }

  private Duration timeout(Client client) {
    return connbacks.clients().contains(client)
        ? connection.options().get(Ser2netOption.CONNBACK_TIMEOUT).orElse(connection.timeout())
        : connection.timeout();
  }

  private void toClients(byte[] bytes) {
    for (Client client : clients()) {
      if (!client.send(bytes)) {
        cutOff(client);
      }
    }
    listenToFarEnd();
    closeFarEndIfUnused();
  }

  private void cutOff(Client client) {
    counters.one(Count.CUT_OFF);
    leave(client, CUT_OFF);
    LOG.warn(
        "{}: {} does not read; cut off with more than {} kB waiting for it",
        connection.name(),
        client,
        MOST_UNSENT / 2048);
    client.close();
  }

  /**
   * Listens while there is somebody to hear it. What can wait does so for a slow client too; a line
   * cannot, and so never does.
   */
  private void listenToFarEnd() {
    if (isOpen()) {
      List<Client> slow = waitedFor();
      farEnd.listen(unheard.isEmpty() && slow.isEmpty());
      slow.forEach(client -> client.whenAllIsOut(() -> execute(this::listenToFarEnd)));
    }
  }

  /** The slow clients that keep the far end waiting. */
  private List<Client> waitedFor() {
    return farEnd.canWait() ? clients().stream().filter(Client::isSlow).toList() : List.of();
  }

  private void closeOnText() {
    LOG.info("{}: the device said the text to close on", connection.name());
    closeAll(new byte[0]);
    closeFarEndIfUnused();
  }

  private void closeFarEndIfUnused() {
    boolean needed = !clients().isEmpty() || connbacks.areWanted() && !ended;
    if (farEnd == null || closing || needed) {
      return;
    }
    if (open && !ended) {
      traces.event("CLOSE port (All users disconnected)");
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
    for (Client client : clients()) {
      leave(client, CLOSING);
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
          if (isOpen()) {
            traces.event("CLOSE port (program shutdown)");
          }
          closeAll(new byte[0]);
          closeFarEndIfUnused();
          if (farEnd == null) {
            end();
          }
        });
  }

  private void end() {
    strangers.end();
    untrusted.end();
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
      ticks = loop.scheduleAtFixedRate(Port.this::tick, 1, 1, TimeUnit.SECONDS);
      toFarEnd(escapes(Optional.empty()).fill(connection.options().get(Ser2netOption.OPENSTR)));
      clients().forEach(Port.this::welcome);
      for (byte[] bytes : early) {
        traces.fromClient(bytes);
        toFarEnd(bytes);
      }
      early.clear();
      readClients();
    }

    @Override
    public void refused(FarEnd.OpenFailure why) {
      refusedInARow += clients().size();
      if (!troubled) {
        troubled = true;
        LOG.warn(
            "{}: {}; until it can be opened, clients are told so and closed",
            connection.name(),
            why.logged());
      }
      counters.add(Count.REFUSED, clients().size());
      closing = true;
      early.clear();
      closeAll(("Device open failure: " + why.shown() + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void received(byte[] bytes) {
      counters.add(Count.BYTES_FROM_DEVICE, bytes.length);
      if (closing) {
        return;
      }
      if (connbacks.areComplete()) {
        fromDevice.received(bytes);
      } else {
        unheard.add(bytes);
        listenToFarEnd();
        connbacks.dial();
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
      if (isOpen()) {
        traces.event("CLOSE port (dev read error)");
      }
      closing = true;
      fromDevice.flush();
      closeAll(new byte[0]);
    }

    /** Clients that came meanwhile are waiting for the next opening. */
    @Override
    public void closed() {
      if (open) {
        counters.add(Count.DEVICE_OPEN, -1);
        traces.close();
        ticks.cancel(false);
      }
      connbacks.rest();
      unheard.clear();
      fromDevice.reset();
      farEnd = null;
      open = false;
      closing = false;
      waiting = 0;
      if (ended) {
        surroundings.devices().release(connection.connector().text(), Port.this);
        end();
      } else if (!places.isEmpty()) {
        openFarEnd();
      } else {
        surroundings.devices().release(connection.connector().text(), Port.this);
        if (connbacks.areWanted()) {
          keepOpenLater();
        }
      }
    }
  }
}
