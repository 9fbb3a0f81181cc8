package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.serial.HeldDevice;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real serial port on a simulated line: a controller on the desk talks to modules that are not
 * there. The port may come and go.
 */
public final class BusDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusDevice.class);

  private final HeldDevice held;

  private BusDevice(HeldDevice held) {
    this.held = held;
  }

  /** Starts holding a serial port with the line's settings, whether it is there or not. */
  public static BusDevice open(String path, Bus bus) {
    bus.reachedBy(Way.DEVICE);
    return new BusDevice(
        HeldDevice.hold(path, SerialParameters.of(bus.settings()), new Adapter(path, bus)));
  }

  @Override
  public void close() {
    held.close();
  }

  private static final class Adapter implements HeldDevice.Owner, Bus.Link {
    private final String path;
    private final Bus bus;
    private final RequestReader reader = RequestReader.of(Framing.RTU);
    private final Consumer<Received> sink;
    private volatile SerialDevice device;
    private long lastByteAt;

    Adapter(String path, Bus bus) {
      this.path = path;
      this.bus = bus;
      this.sink = received -> bus.received(this, received);
    }

    @Override
    public void opened(SerialDevice opened) {
      device = opened;
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
    public void lost(SerialException why) {
      device = null;
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
      SerialDevice open = device;
      if (open == null) {
        return;
      }
      try {
        open.write(bytes);
      } catch (SerialException e) {
        LOG.debug("{}: the answer is lost: {}", path, e.getMessage());
      }
    }

    @Override
    public void cut(Duration away) {
      // A real adapter cannot be pulled from here: no fault that would do it strikes.
    }
  }
}
