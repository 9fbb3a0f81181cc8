package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.net.ClientChannel;
import org.evsebridge.bridge.status.ConnectLog;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection at work: its clients and, while there are any, its device open.
 *
 * <p>Everything here happens on one event loop; {@link #execute} brings a caller there.
 */
final class Port {
  private static final Logger LOG = LoggerFactory.getLogger(Port.class);
  private static final byte[] NOTHING = {};

  private final Ser2netConnection connection;
  private final EventLoop loop;
  private final Endpoints endpoints;
  private final Counters counters;
  private final Traces traces;
  private final Connbacks connbacks;
  private final ConnectLog comings;
  private final Clients clients;
  private final Device device;
  private final ClientAdmission admission;
  private final Texts texts;
  private final FlowControl flow;
  private final FromDevice fromDevice;
  private final Outage outage;
  private final LikelyMeter meter;
  private final Set<ComPortServer> listeners = new LinkedHashSet<>();

  /** What runs at the end; from then on no client is accepted. */
  private Optional<Runnable> ending = Optional.empty();

  Port(Ser2netConnection connection, Surroundings surroundings) {
    this.connection = connection;
    this.loop = surroundings.loops().group().next();
    this.endpoints = new Endpoints(connection, loop, surroundings);
    this.counters = new Counters(connection.name(), System::nanoTime);
    this.traces = new Traces(connection);
    this.connbacks = new Connbacks(connection, this, endpoints.dialler(), new Dialled());
    this.comings = new ConnectLog(LOG, connection.name(), System::nanoTime);
    this.clients =
        new Clients(connection, counters, traces, connbacks, comings, this::clientsChanged);
    this.device =
        new Device(
            connection,
            loop,
            endpoints,
            surroundings.inUse(),
            counters,
            traces,
            new DeviceEvents());
    this.admission = new ClientAdmission(connection, loop, connbacks, clients, device);
    this.texts = new Texts(connection, clients, device);
    this.flow = new FlowControl(clients, connbacks, device, this::execute);
    this.fromDevice = new FromDevice(connection, loop, traces, clients, this::closeOnText);
    this.outage = new Outage(connection);
    this.meter = new LikelyMeter(connection, counters, System::nanoTime);
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
    if (ending.isPresent() || !device.isAway()) {
      return;
    }
    if (device.take()) {
      device.open();
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
  boolean reserveFor(SocketAddress client) {
    return admission.reserveFor(client);
  }

  /** The client that a place was kept for never arrived. Any thread may say so. */
  void giveUpReservation() {
    clients.giveUpReservation();
  }

  void arrivedByReservation(ClientChannel client) {
    arrived(client);
    giveUpReservation();
  }

  /** A client was turned away before it arrived, for want of trust. Any thread may say so. */
  void turnedAway(Object client, String why) {
    execute(() -> admission.distrusted(client, why));
  }

  void arrived(ClientChannel client) {
    if (ending.isPresent()) {
      client.close();
    } else {
      admission
          .letIn(client)
          .ifPresentOrElse(lastWord -> refuse(client, lastWord), () -> place(client));
    }
  }

  private void refuse(ClientChannel client, String lastWord) {
    counters.one(Count.REFUSED);
    LOG.debug("{}: {} is refused: {}", connection.name(), client, lastWord.strip());
    client.dismiss(lastWord.getBytes(US_ASCII));
  }

  private void place(ClientChannel client) {
    counters.one(Count.CLIENTS);
    if (device.isOpen()) {
      welcome(client);
    } else if (device.isAway()) {
      device.open();
    }
    flow.listenToClients();
    flow.listenToDevice();
  }

  /** The device is open and a client is there: now both may talk. */
  private void welcome(ClientChannel client) {
    counters.one(Count.ACCEPTED);
    comings.say(client, "connected");
    traces.event("OPEN (" + client.shown() + ")");
    byte[] banner = texts.fillFor(client, Ser2netOption.BANNER);
    if (banner.length > 0) {
      client.send(banner);
    }
  }

  void said(ClientChannel client, byte[] bytes) {
    if (clients.has(client) && !connection.options().get(Ser2netOption.NO_ACC_TO_CON)) {
      client.countActivity();
      meter.spokenTo();
      device.hear(bytes);
    }
  }

  /** Whom changes of the line's settings are told to; on the event loop. */
  Set<ComPortServer> listeners() {
    return listeners;
  }

  /** The settings of the line; what is not open has none. */
  SerialControl control() {
    return device.control();
  }

  void left(ClientChannel client) {
    if (clients.leave(client, CloseReason.LEFT)) {
      comings.say(client, "left");
    }
  }

  private void closeOnText() {
    LOG.info("{}: the device said the text to close on", connection.name());
    clients.close(NOTHING);
  }

  /** A client has gone, or become slow; the device is closed behind the last one. */
  private void clientsChanged() {
    flow.listenToDevice();
    boolean needed = !clients.isEmpty() || connbacks.areWanted() && ending.isEmpty();
    if (needed) {
      return;
    }
    if (device.isOpen() && ending.isEmpty()) {
      traces.event("CLOSE port (All users disconnected)");
    }
    device.close(texts.fill(Ser2netOption.CLOSESTR));
  }

  /**
   * Closes all clients and the device; no client is accepted any more. May be called on any thread.
   *
   * @param then runs when the device is closed
   */
  void close(Runnable then) {
    execute(
        () -> {
          ending = Optional.of(then);
          if (device.isOpen()) {
            traces.event("CLOSE port (program shutdown)");
          }
          clients.close(NOTHING);
          clientsChanged(); // there may have been none
          if (device.isAway()) {
            end(then);
          }
        });
  }

  private void end(Runnable then) {
    admission.end();
    traces.end();
    endpoints.end();
    then.run();
  }

  /** What becomes of the clients that were dialled. */
  private final class Dialled implements Connbacks.Owner {
    @Override
    public void connected(ClientChannel client) {
      counters.one(Count.CLIENTS);
      if (device.isOpen()) {
        welcome(client);
      } else {
        client.close(); // the device went away meanwhile
      }
      flow.listenToClients();
    }

    @Override
    public void complete(List<byte[]> unheard) {
      unheard.forEach(fromDevice::received);
      flow.listenToDevice();
    }
  }

  /** What becomes of the device. */
  private final class DeviceEvents implements Device.Owner {
    @Override
    public void up() {
      outage.over();
      meter.opened();
      traces.open(texts.escapes());
      device.write(texts.fill(Ser2netOption.OPENSTR));
      clients.all().forEach(Port.this::welcome);
    }

    @Override
    public void roomChanged() {
      flow.listenToClients();
    }

    @Override
    public void received(byte[] bytes) {
      meter.received(bytes);
      if (connbacks.areComplete()) {
        fromDevice.received(bytes);
      } else {
        connbacks.dialToHear(bytes);
        flow.listenToDevice();
      }
    }

    @Override
    public void look() {
      meter.look();
      clients.look(flow.waitedFor());
    }

    /** Clients that came while it was being closed are waiting for the next opening. */
    @Override
    public void down(Ending why) {
      if (why instanceof Ending.Refused refused) {
        refused(refused);
      } else if (why instanceof Ending.Lost lost) {
        lost(lost);
      }
      traces.close();
      connbacks.rest();
      fromDevice.reset();
      meter.closed();
      if (ending.isEmpty() && clients.haveCome()) {
        device.open();
        return;
      }
      device.release();
      if (ending.isPresent()) {
        end(ending.get());
      } else if (connbacks.areWanted()) {
        keepOpenLater();
      }
    }

    private void refused(Ending.Refused why) {
      int turnedAway = clients.all().size();
      outage.refused(why.logged(), turnedAway);
      counters.add(Count.REFUSED, turnedAway);
      clients.close(("Device open failure: " + why.shown() + "\r\n").getBytes(US_ASCII));
    }

    private void lost(Ending.Lost why) {
      traces.event("CLOSE port (dev read error)");
      outage.lost(why.logged());
      meter.lost();
      fromDevice.flush();
      clients.close(NOTHING);
    }
  }
}
