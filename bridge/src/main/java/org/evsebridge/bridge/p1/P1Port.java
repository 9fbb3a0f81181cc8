package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.config.p1.P1Config.Pieces;
import org.evsebridge.bridge.status.ConnectLog;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.status.Episode;
import org.evsebridge.bridge.yaml.Durations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of a smart meter's port. They stay whatever the device does.
 *
 * <p>All state belongs to one event loop, and so do the clients: a telegram is written to all of
 * them without another hand-over.
 */
final class P1Port {
  private static final Logger LOG = LoggerFactory.getLogger(P1Port.class);
  private static final byte[] NO_PLACE = "Port already in use\r\n".getBytes(US_ASCII);
  private static final long LONGEST_LOOK_PERIOD = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_LOOK_PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

  private final P1Config config;
  private final EventLoop loop;
  private final LongSupplier nanoTime;
  private final Counters counters;
  private final List<P1Client> clients = new ArrayList<>();
  private final LastTelegram last;
  private final Future<?> looking;
  private final Episode full = new Episode();
  private final ConnectLog comings;
  private boolean closed;

  P1Port(P1Config config, EventLoop loop, LongSupplier nanoTime, Counters counters) {
    this.config = config;
    this.loop = loop;
    this.nanoTime = nanoTime;
    this.counters = counters;
    this.comings = new ConnectLog(LOG, config.name(), nanoTime);
    this.last = new LastTelegram(config.replayCycles());
    long period =
        Math.max(
            SHORTEST_LOOK_PERIOD,
            Math.min(LONGEST_LOOK_PERIOD, config.writeTimeout().toNanos() / 4));
    this.looking =
        loop.scheduleAtFixedRate(this::cutOffWhoStandsStill, period, period, TimeUnit.NANOSECONDS);
  }

  /** Passes a piece on to every client; the caller, no event loop, waits until that is done. */
  void pass(byte[] piece) {
    try {
      loop.submit(() -> passOn(piece)).awaitUninterruptibly();
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: too late, the program ends", config.name());
    }
  }

  private void passOn(byte[] piece) {
    if (config.framing() == Pieces.TELEGRAM) {
      last.set(piece, nanoTime.getAsLong());
    }
    // One copy for all, where the system takes it from.
    ByteBuf bytes = ByteBufAllocator.DEFAULT.directBuffer(piece.length).writeBytes(piece);
    try {
      for (P1Client client : List.copyOf(clients)) {
        if (!client.send(bytes.retainedDuplicate())) {
          cutOff(client, "does not read, " + config.maxUnsent() / 1024 + " kB wait for it");
        }
      }
    } finally {
      bytes.release();
    }
  }

  private void cutOffWhoStandsStill() {
    for (P1Client client : List.copyOf(clients)) {
      if (client.standsStillFor() >= config.writeTimeout().toNanos()) {
        cutOff(client, "took nothing for " + Durations.format(config.writeTimeout()));
      }
    }
  }

  private void cutOff(P1Client client, String why) {
    counters.one(Count.CUT_OFF);
    LOG.warn("{}: {} {}; cut off", config.name(), client, why);
    drop(client);
  }

  private void drop(P1Client client) {
    if (clients.remove(client)) {
      counters.left(client);
    }
    client.close();
  }

  void arrived(P1Client client) {
    if (closed) {
      client.close();
    } else if (clients.size() < config.maxConnections() || someoneGivesWayTo(client)) {
      place(client);
    } else {
      refuse(client);
    }
  }

  private void refuse(P1Client client) {
    counters.one(Count.REFUSED);
    if (full.starts()) { // this ends when a client finds a place
      LOG.warn("{}: {} found no place left", config.name(), client);
    }
    client.dismiss(NO_PLACE);
  }

  private void place(P1Client client) {
    full.end();
    clients.add(client);
    counters.arrived(client, client::counters);
    counters.one(Count.ACCEPTED);
    comings.say(client, "connected");
    last.ifFresh(nanoTime.getAsLong()).map(Unpooled::wrappedBuffer).ifPresent(client::send);
  }

  /** A dead client, not yet noticed, must not keep a live one out. */
  private boolean someoneGivesWayTo(P1Client newcomer) {
    P1Client stillest =
        clients.stream().max(Comparator.comparingLong(P1Client::standsStillFor)).orElseThrow();
    if (stillest.standsStillFor() < config.giveWayAfter().toNanos()) {
      return false;
    }
    comings.say(stillest, "takes nothing and gives way to " + newcomer);
    counters.one(Count.KICKED);
    drop(stillest);
    return true;
  }

  void saysMuch(P1Client client) {
    comings.say(client, "sends much to a meter, which hears nothing; it is read slowly");
  }

  void left(P1Client client) {
    if (clients.remove(client)) {
      counters.left(client);
      comings.say(client, "left");
    }
  }

  /** Closes all clients; no other is accepted. */
  void close() {
    loop.execute(
        () -> {
          closed = true;
          looking.cancel(false);
          List.copyOf(clients).forEach(this::drop);
        });
  }
}
