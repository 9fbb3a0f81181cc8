package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.ReconnectingDevice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real serial port on a simulated line: a controller on the desk talks to modules that are not
 * there. The port may come and go.
 */
public final class BusDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusDevice.class);

  private final String path;
  private final Rs485Bus bus;
  private final ReconnectingDevice device;

  private BusDevice(String path, Rs485Bus bus) {
    this.path = path;
    this.bus = bus;
    this.device = new ReconnectingDevice("", path, SerialParameters.of(bus.settings()));
  }

  /** Starts holding a serial port with the line's settings, whether it is there or not. */
  public static BusDevice open(String path, Rs485Bus bus) {
    BusDevice opened = new BusDevice(path, bus);
    bus.reachedBy(Way.DEVICE);
    opened.device.start(opened.new User());
    return opened;
  }

  @Override
  public void close() {
    device.close();
  }

  /** The program on the other side of the port. */
  private final class User implements Presence<String>, Rs485Bus.Link {
    private final RequestReader reader = RequestReader.of(Framing.RTU);
    private final Consumer<Received> sink = received -> bus.received(this, received);
    private long lastByteAt;

    @Override
    public void up() {
      LOG.info("line {} is on {} at {}", bus.name(), path, bus.settings());
    }

    @Override
    public synchronized void received(byte[] bytes) {
      lastByteAt = System.nanoTime();
      reader.received(bytes, sink);
      if (reader.waitsForSilence()) {
        bus.later(RequestReader.SILENCE, this::maybeSilent);
      }
    }

    private synchronized void maybeSilent() {
      if (System.nanoTime() - lastByteAt >= RequestReader.SILENCE.toNanos()) {
        reader.silence(sink);
      }
    }

    @Override
    public void down(String why) {
      // The log has said so; answers are lost.
    }

    @Override
    public String name() {
      return path;
    }

    @Override
    public Way way() {
      return Way.DEVICE;
    }

    @Override
    public Wire wire() {
      return Wire.REAL;
    }

    @Override
    public void send(byte[] bytes) {
      device.write(bytes);
    }

    @Override
    public void cut(Duration away) {
      // A real adapter cannot be unplugged by the program: faults that would do so are not applied
      // here.
    }
  }
}
