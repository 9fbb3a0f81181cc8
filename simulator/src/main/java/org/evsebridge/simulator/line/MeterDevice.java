package org.evsebridge.simulator.line;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.serial.HeldDevice;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real serial port as a smart meter's P1 line: a controller on the desk reads a meter that is not
 * there. The port may come and go; telegrams meanwhile are lost.
 */
public final class MeterDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeterDevice.class);

  /** How many telegrams may wait for a port that takes none; older ones are lost. */
  private static final int MOST_WAITING = 4;

  private final Adapter adapter;
  private final HeldDevice held;
  private final ThreadPoolExecutor sender;

  private MeterDevice(String path, SerialSettings settings) {
    adapter = new Adapter(path);
    held = HeldDevice.hold(path, SerialParameters.of(settings), adapter);
    sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "meter " + path);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardOldestPolicy());
  }

  /** Starts holding a serial port, whether it is there or not. */
  public static MeterDevice open(String path, SerialSettings settings) {
    return new MeterDevice(path, settings);
  }

  /** Sends a telegram; returns at once. */
  public void send(byte[] telegram) {
    sender.execute(() -> adapter.write(telegram));
  }

  @Override
  public void close() {
    sender.shutdownNow();
    held.close();
  }

  private static final class Adapter implements HeldDevice.Owner {
    private final String path;
    private volatile SerialDevice device;

    Adapter(String path) {
      this.path = path;
    }

    void write(byte[] telegram) {
      SerialDevice open = device;
      if (open == null) {
        return;
      }
      try {
        open.write(telegram);
      } catch (SerialException e) {
        LOG.debug("{}: a telegram is lost: {}", path, e.getMessage());
      }
    }

    @Override
    public void opened(SerialDevice opened) {
      device = opened;
      LOG.info("the smart meter is on {}", path);
    }

    @Override
    public void received(byte[] bytes) {
      // A P1 port has no way in.
    }

    @Override
    public void lost(SerialException why) {
      device = null;
    }
  }
}
