package org.evsebridge.bridge.ser2net;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.ser2net.Ser2netConnback;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.net.ClientChannel;
import org.evsebridge.bridge.net.Unreachable;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that a port dials itself once its device says something (connback). Nothing goes to
 * any client before all of them are connected. Belongs to the port's event loop.
 */
final class Connbacks {
  private static final Logger LOG = LoggerFactory.getLogger(Connbacks.class);

  private final Ser2netConnection connection;
  private final Dialler dialler;
  private final EventLoop loop;
  private final Owner owner;
  private final List<Place> places;

  /** What the device sent before all were connected; little, as it is not read meanwhile. */
  private final List<byte[]> unheard = new ArrayList<>();

  private int dialling;
  private Future<?> nextTry;

  /** Who hears of it. */
  interface Owner {
    void connected(ClientChannel client);

    /**
     * All are connected.
     *
     * @param unheard what the device has said before
     */
    void complete(List<byte[]> unheard);
  }

  /** One of these clients, whether it is connected or not. */
  private final class Place implements ClientArrival, Dialler.DialOutcome {
    private final Ser2netConnback wanted;
    private final Port port;
    private ClientChannel client;
    private String distrust;
    private final Episode unreachable = new Episode();

    Place(Ser2netConnback wanted, Port port) {
      this.wanted = wanted;
      this.port = port;
    }

    void dial() {
      distrust = "it hung up";
      dialler.dial(
          wanted.addresses(),
          () ->
              new PortClientPipeline(connection.name(), wanted.layers(), any -> Optional.of(this)),
          this);
    }

    /** The client counts as connected when its layers are ready. */
    @Override
    public void connected(Channel dialled) {}

    @Override
    public void failed(Throwable cause) {
      failed(
          cause instanceof SSLException
              ? "its key or certificate cannot be used: " + cause.getMessage()
              : Unreachable.reason(cause));
    }

    @Override
    public Port port() {
      return port;
    }

    @Override
    public void arrived(ClientChannel dialled) {
      client = dialled;
      if (unreachable.end() > 0) {
        LOG.info("{}: {} can be reached now", connection.name(), wanted.text());
      }
      owner.connected(dialled);
      dialled();
    }

    @Override
    public void distrusted(ClientChannel dialled, String why) {
      distrust = why;
    }

    @Override
    public void neverArrived() {
      failed(distrust);
    }

    private void failed(String why) {
      if (unreachable.starts()) {
        LOG.warn(
            "{}: {} cannot be reached: {}; trying again every {} s",
            connection.name(),
            wanted.text(),
            why,
            pause());
      }
      dialled();
    }
  }

  Connbacks(Ser2netConnection connection, Port port, Dialler dialler, Owner owner) {
    this.connection = connection;
    this.dialler = dialler;
    this.loop = dialler.loop();
    this.owner = owner;
    this.places =
        connection.connbacks().stream().map(connback -> new Place(connback, port)).toList();
  }

  boolean areWanted() {
    return !places.isEmpty();
  }

  boolean areComplete() {
    return places.stream().allMatch(place -> place.client != null);
  }

  List<ClientChannel> clients() {
    return places.stream().map(place -> place.client).filter(Objects::nonNull).toList();
  }

  /** Frees a client's place; false when it is none of these. */
  boolean leave(ClientChannel client) {
    for (Place place : places) {
      if (client.equals(place.client)) {
        place.client = null;
        return true;
      }
    }
    return false;
  }

  /** Whether something from the device waits for them. */
  boolean areMissed() {
    return !unheard.isEmpty();
  }

  /**
   * Keeps a piece from the device for them, and dials those that are not connected until all are.
   */
  void dialToHear(byte[] said) {
    unheard.add(said);
    dial();
  }

  private void dial() {
    if (dialling > 0 || nextTry != null) {
      return;
    }
    List<Place> missing = places.stream().filter(place -> place.client == null).toList();
    dialling = missing.size();
    missing.forEach(Place::dial);
  }

  /** One attempt has ended. */
  private void dialled() {
    dialling--;
    if (dialling > 0) {
      return;
    }
    if (areComplete()) {
      List<byte[]> pieces = List.copyOf(unheard);
      unheard.clear();
      owner.complete(pieces);
    } else {
      nextTry =
          loop.schedule(
              () -> {
                nextTry = null;
                dial();
              },
              pause(),
              TimeUnit.SECONDS);
    }
  }

  private long pause() {
    return connection.options().get(Ser2netOption.ACCEPTER_RETRY_TIME).toSeconds();
  }

  /** The device is closed: nobody is dialled until it sends again. */
  void rest() {
    unheard.clear();
    if (nextTry != null) {
      nextTry.cancel(false);
      nextTry = null;
    }
  }
}
