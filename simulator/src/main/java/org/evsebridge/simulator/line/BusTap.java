package org.evsebridge.simulator.line;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.modbus.RequestReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tap of an RS485 line: RTU requests of its user go to the line, and the answers come back. Bytes
 * that are no frame are dropped up to the next silence, as units do.
 */
public final class BusTap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusTap.class);

  private final Path path;
  private final Rs485Bus bus;
  private final Supplier<Wire> pace;
  private Tap tap;
  private boolean closed;

  private BusTap(Path path, Rs485Bus bus, Supplier<Wire> pace) {
    this.path = path;
    this.bus = bus;
    this.pace = pace;
  }

  /**
   * Opens a tap.
   *
   * @param pace how time passes on the line, asked for each request
   * @throws IOException as {@link PseudoTerminal#open}
   */
  public static BusTap open(Path path, Rs485Bus bus, Supplier<Wire> pace) throws IOException {
    BusTap tap = new BusTap(path, bus, pace);
    bus.reachedBy(Way.TAP);
    tap.plugIn();
    return tap;
  }

  private synchronized void plugIn() throws IOException {
    if (!closed) {
      tap = Tap.open(path, bus.settings());
      tap.start(new User(tap));
    }
  }

  private synchronized void unplug(Tap which, Duration away) {
    if (closed || tap != which) {
      return;
    }
    tap.close();
    LOG.info("{} is unplugged", path.getFileName());
    bus.later(away, this::plugInAgain);
  }

  private void plugInAgain() {
    try {
      plugIn();
      LOG.info("{} is plugged in again", path.getFileName());
    } catch (IOException e) {
      LOG.warn("{} stays away: {}", path.getFileName(), e.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    tap.close();
  }

  /** The program that has the tap open. */
  private final class User implements Tap.Receiver, Rs485Bus.Link {
    private final Tap port;
    private final RequestReader reader = RequestReader.of(Framing.RTU);
    private final Consumer<Received> sink = received -> bus.received(this, received);

    User(Tap port) {
      this.port = port;
    }

    @Override
    public void received(byte[] bytes) {
      if (port.speedIsRight()) {
        reader.received(bytes, sink);
      }
    }

    @Override
    public void silent() {
      reader.silence(sink);
    }

    @Override
    public String name() {
      return path.getFileName().toString();
    }

    @Override
    public Way way() {
      return Way.TAP;
    }

    @Override
    public Wire wire() {
      return pace.get();
    }

    @Override
    public void send(byte[] bytes) {
      port.send(bytes);
    }

    @Override
    public void cut(Duration away) {
      unplug(port, away);
    }
  }
}
