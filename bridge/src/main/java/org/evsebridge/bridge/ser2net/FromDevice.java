package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;
import org.evsebridge.bridge.config.ser2net.Ser2netConnection;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.config.ser2net.Ser2netOption;
import org.evsebridge.bridge.config.ser2net.Ser2netOptions;

/**
 * The way of bytes from the device to the clients: looks for the texts of closeon and sendon,
 * traces, and coalesces (chardelay). Belongs to one event loop.
 */
final class FromDevice {
  private static final int SCALE_TENTHS = 10;

  private final Traces traces;
  private final boolean thrownAway;
  private final ByteMatcher closeOn;
  private final ByteMatcher sendOn;
  private final Coalescer coalescer;
  private final Runnable close;
  private final Clients clients;
  private boolean closeAfterNext;
  private boolean closed;

  /**
   * @param close runs when the device has sent the text of closeon
   */
  FromDevice(
      Ser2netConnection connection,
      EventLoop loop,
      Traces traces,
      Clients clients,
      Runnable close) {
    Ser2netOptions options = connection.options();
    this.traces = traces;
    this.clients = clients;
    this.thrownAway = options.get(Ser2netOption.NO_CON_TO_ACC);
    this.closeOn = new ByteMatcher(fixed(connection, Ser2netOption.CLOSEON));
    this.sendOn = new ByteMatcher(fixed(connection, Ser2netOption.SENDON));
    this.coalescer =
        new Coalescer(
            quietTime(connection).toNanos(),
            options.get(Ser2netOption.CHARDELAY_MAX).toNanos(),
            options.get(Ser2netOption.DEV_TO_NET_BUFSIZE),
            loop,
            this::send);
    this.close = close;
  }

  /** A text that is filled in once; times in it are those of 1970, as in ser2net. */
  private static byte[] fixed(Ser2netConnection connection, Ser2netOption<String> option) {
    ZonedDateTime then = Instant.EPOCH.atZone(ZoneId.systemDefault());
    Escapes escapes = Escapes.of(connection, "", Optional.empty(), then);
    return escapes.fill(connection.options().get(option));
  }

  /** How long the device must be quiet before a piece goes out, as the manual has it. */
  static Duration quietTime(Ser2netConnection connection) {
    Ser2netOptions options = connection.options();
    if (!options.get(Ser2netOption.CHARDELAY)
        || !(connection.connector() instanceof SerialLine line)) {
      return Duration.ZERO;
    }
    Duration characters =
        Duration.ofNanos(
            line.parameters().settings().characterNanos()
                * options.get(Ser2netOption.CHARDELAY_SCALE)
                / SCALE_TENTHS);
    Duration least = options.get(Ser2netOption.CHARDELAY_MIN);
    return characters.compareTo(least) < 0 ? least : characters;
  }

  /**
   * As in ser2net, what follows the text of closeon still goes out if it comes while that text is
   * held back.
   */
  void received(byte[] bytes) {
    if (thrownAway) {
      return;
    }
    int from = 0;
    if (closeOn.isActive()) {
      for (int i = 0; i < bytes.length; i++) {
        if (closeOn.endsWith(bytes[i])) {
          closeAfterNext = true;
          keepAndPass(Arrays.copyOfRange(bytes, from, i + 1));
          from = i + 1;
        }
      }
    }
    keepAndPass(from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length));
  }

  private void keepAndPass(byte[] bytes) {
    if (bytes.length > 0 && !closed) {
      traces.fromDevice(bytes);
      pass(bytes);
    }
  }

  private void send(byte[] bytes) {
    clients.send(bytes);
    if (closeAfterNext) {
      closed = true;
      close.run();
    }
  }

  private void pass(byte[] bytes) {
    int from = 0;
    if (sendOn.isActive()) {
      for (int i = 0; i < bytes.length; i++) {
        if (sendOn.endsWith(bytes[i])) {
          coalescer.add(Arrays.copyOfRange(bytes, from, i + 1));
          coalescer.flush();
          from = i + 1;
        }
      }
    }
    if (from < bytes.length) {
      coalescer.add(from == 0 ? bytes : Arrays.copyOfRange(bytes, from, bytes.length));
    }
  }

  /** Sends everything that is held back. */
  void flush() {
    coalescer.flush();
  }

  /** Forgets what came: the device is closed, and the next opening begins anew. */
  void reset() {
    coalescer.drop();
    closeAfterNext = false;
    closed = false;
    closeOn.reset();
    sendOn.reset();
  }
}
