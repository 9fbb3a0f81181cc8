package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.ser2net.DeviceState.Away;
import org.evsebridge.bridge.ser2net.DeviceState.Closing;
import org.evsebridge.bridge.ser2net.DeviceState.Open;
import org.evsebridge.bridge.ser2net.DeviceState.Opening;
import org.evsebridge.bridge.ser2net.DeviceState.Present;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;

/**
 * What a port's clients are connected with, opened and closed again and again: each opening is a
 * {@link Endpoint}. Belongs to the port's event loop, unless a method says otherwise.
 */
final class Device {
  private final Ser2netConnection connection;
  private final EventLoop loop;
  private final Endpoints endpoints;
  private final DevicesInUse inUse;
  private final Counters counters;
  private final Traces traces;
  private final Owner owner;
  private final int mostUnheard;

  /** What clients sent before it was open; little, as they are not read meanwhile. */
  private final List<byte[]> early = new ArrayList<>();

  private DeviceState state = new Away();

  /** Whether it is counted as open, which it is not while it is away for the moment. */
  private boolean there;

  /**
   * Who hears of it. Every call comes on the port's event loop. Once it is down it may be opened
   * anew.
   */
  interface Owner extends Presence<Ending> {
    /** It stays up though it is away for the moment. */
    void away(Ending why);

    /** It is there again after {@link #away}. */
    void back();

    /** There is room again for what clients send, or none any more. */
    void roomChanged();

    /** A second has passed since it came up, or since the last look. */
    void look();
  }

  Device(
      Ser2netConnection connection,
      EventLoop loop,
      Endpoints endpoints,
      DevicesInUse inUse,
      Counters counters,
      Traces traces,
      Owner owner) {
    this.connection = connection;
    this.loop = loop;
    this.endpoints = endpoints;
    this.inUse = inUse;
    this.counters = counters;
    this.traces = traces;
    this.owner = owner;
    this.mostUnheard =
        Math.max(Limits.MOST_UNHEARD, connection.options().get(Ser2netOption.NET_TO_DEV_BUFSIZE));
  }

  /** Takes the device for this connection; false when another connection uses it. */
  boolean take() {
    return inUse.take(connection.connector().text(), this);
  }

  /** Whether no other connection uses it. May be called on any thread. */
  boolean isFree() {
    return inUse.isFreeFor(connection.connector().text(), this);
  }

  /** This connection does not use it any more. */
  void release() {
    early.clear();
    inUse.release(connection.connector().text(), this);
  }

  boolean isAway() {
    return state instanceof Away;
  }

  boolean isOpen() {
    return state instanceof Open;
  }

  /** Whether it is open and has room for what clients send. */
  boolean hasRoom() {
    return state instanceof Open open && open.backlog().hasRoom();
  }

  private Optional<Endpoint> endpoint() {
    return state instanceof Present present ? Optional.of(present.endpoint()) : Optional.empty();
  }

  /** How it is set, or where it is, as ser2net shows it for {@code \B}; empty while it is away. */
  String shown() {
    return endpoint().map(Endpoint::shown).orElse("");
  }

  /** The settings of the line; none while it is away. */
  SerialControl control() {
    return endpoint().map(Endpoint::control).orElse(SerialControl.NONE);
  }

  /** Whether nothing is lost while it is not read, as the other side waits. */
  boolean canWait() {
    return endpoint().map(Endpoint::canWait).orElse(false);
  }

  /** Opens what is away; returns at once. */
  void open() {
    Endpoint endpoint = endpoints.open(new EndpointEvents());
    state = new Opening(endpoint);
    endpoint.open();
  }

  /** Reads on, or stops reading for a while. */
  void listen(boolean on) {
    if (state instanceof Open open) {
      open.endpoint().listen(on);
    }
  }

  /** Writes what a client sent, or keeps it until the device is open. */
  void hear(byte[] bytes) {
    if (state instanceof Open) {
      traces.fromClient(bytes);
      write(bytes);
    } else {
      early.add(bytes);
    }
  }

  /** Hands bytes over while it is open. */
  void write(byte[] bytes) {
    if (state instanceof Open open && bytes.length > 0) {
      boolean full = open.backlog().add(bytes.length);
      write(open.endpoint(), bytes);
      if (full) {
        owner.roomChanged();
      }
    }
  }

  private void write(Endpoint endpoint, byte[] bytes) {
    counters.add(Count.BYTES_TO_DEVICE, bytes.length);
    endpoint.write(bytes);
  }

  /** Closes it, after a last text if it is open; returns at once. */
  void close(byte[] lastWord) {
    if (state instanceof Open open) {
      closing();
      if (lastWord.length > 0) {
        write(open.endpoint(), lastWord);
      }
      open.endpoint().close();
    } else if (state instanceof Opening opening) {
      closing();
      opening.endpoint().close();
    }
  }

  /** Nothing is done while it is closing: what comes early then is for the next opening. */
  private void closing() {
    if (state instanceof Open open) {
      early.clear();
      state = new Closing(open.endpoint(), Optional.of(open));
    } else if (state instanceof Opening opening) {
      early.clear();
      state = new Closing(opening.endpoint(), Optional.empty());
    }
  }

  /** What the present endpoint reports. */
  private final class EndpointEvents implements Endpoint.Owner {
    @Override
    public void up() {
      if (state instanceof Opening opening) {
        Future<?> looks = loop.scheduleAtFixedRate(owner::look, 1, 1, TimeUnit.SECONDS);
        state = new Open(opening.endpoint(), new Backlog(mostUnheard), looks);
      }
      there(true);
      owner.up();
      early.forEach(Device.this::hear);
      early.clear();
      owner.roomChanged();
    }

    @Override
    public void received(byte[] bytes) {
      counters.fromDevice(bytes.length);
      if (state instanceof Open) {
        owner.received(bytes);
      }
    }

    @Override
    public void wrote(int bytes) {
      if (state instanceof Open open && open.backlog().remove(bytes)) {
        owner.roomChanged();
      }
    }

    @Override
    public void away(Ending why) {
      gone(why);
      owner.away(why);
    }

    @Override
    public void back() {
      there(true);
      owner.back();
    }

    @Override
    public void down(Ending why) {
      closing();
      if (state instanceof Closing closing) {
        closing.before().ifPresent(before -> before.looks().cancel(false));
      }
      gone(why);
      state = new Away();
      owner.down(why);
    }

    private void gone(Ending why) {
      if (why instanceof Ending.Lost) {
        counters.one(Count.DEVICE_LOSSES);
      }
      there(false);
    }

    private void there(boolean now) {
      if (there != now) {
        there = now;
        counters.add(Count.DEVICE_OPEN, now ? 1 : -1);
      }
    }
  }
}
