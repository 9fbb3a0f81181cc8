package org.evsebridge.simulator.line;

import java.io.IOException;
import java.nio.file.Path;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One way into a simulated line: a virtual port and the thread that listens to its user.
 *
 * <p>A tap knows at which speed its line runs. A user who set another one understands nothing and
 * is not understood, as on a real line, and the log says so once.
 */
public final class Tap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tap.class);

  /** How long nothing must have come until the line counts as silent, in milliseconds. */
  private static final int SILENCE_MILLIS = 50;

  private static final long CLOSE_MILLIS = 2_000;

  /** Who listens to the user. Called on the tap's thread. */
  public interface Receiver {
    void received(byte[] bytes);

    /** Nothing has come for {@value #SILENCE_MILLIS} ms: what was begun is not going on. */
    void silent();
  }

  private final PseudoTerminal port;
  private final SerialSettings line;
  private final Thread thread;
  private Receiver listener;
  private final Episode wrongSpeed = new Episode();
  private volatile boolean closing;

  private Tap(PseudoTerminal port, SerialSettings line) {
    this.port = port;
    this.line = line;
    this.thread = Threads.daemon("tap " + port.name(), this::listen);
  }

  /**
   * Opens a tap.
   *
   * @param link where its user finds it
   * @throws IOException as {@link PseudoTerminal#open}
   */
  public static Tap open(Path link, SerialSettings line) throws IOException {
    return new Tap(PseudoTerminal.open(link, line.baudrate()), line);
  }

  /** Starts listening to the user. Call it once. */
  public void start(Receiver user) {
    listener = user;
    thread.start();
  }

  private void listen() {
    while (!closing) {
      byte[] bytes = port.read(SILENCE_MILLIS);
      if (bytes.length > 0) {
        listener.received(bytes);
      } else {
        port.writeRest();
        listener.silent();
        if (!port.isInUse()) {
          forgetSpeed();
        }
      }
    }
  }

  /** The next user is told of a wrong speed anew. */
  private synchronized void forgetSpeed() {
    wrongSpeed.end();
  }

  /** Whether the user's speed is the line's; says in the log when it is not, once for a user. */
  public synchronized boolean speedIsRight() {
    int baudrate = port.baudrate();
    if (baudrate == line.baudrate()) {
      wrongSpeed.end();
      return true;
    }
    if (wrongSpeed.isNews(baudrate)) {
      LOG.warn(
          "{}: its user has set {} baud, but the line runs at {}: set baudrate {} there",
          port.name(),
          baudrate,
          line.baudrate(),
          line.baudrate());
    }
    return false;
  }

  String name() {
    return port.name();
  }

  /** Whether somebody has the port open. */
  boolean isInUse() {
    return port.isInUse();
  }

  /** Sends bytes to the user, if there is one. */
  public void send(byte[] bytes) {
    port.write(bytes);
  }

  /** As {@link PseudoTerminal#writeWhole}. */
  boolean sendWhole(byte[] bytes) {
    return port.writeWhole(bytes);
  }

  /** As {@link PseudoTerminal#hasRoom}. */
  boolean hasRoom(int bytes) {
    return port.hasRoom(bytes);
  }

  /** Unplugs the tap and removes its link. */
  @Override
  public void close() {
    closing = true;
    try {
      if (thread.isAlive() && thread != Thread.currentThread()) {
        thread.join(CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    port.close();
  }
}
