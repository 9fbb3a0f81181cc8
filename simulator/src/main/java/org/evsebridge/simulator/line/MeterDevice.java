package org.evsebridge.simulator.line;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.ReconnectingDevice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real serial port as a smart meter's P1 line: a controller on the desk reads a meter that is not
 * there. The port may come and go; telegrams meanwhile are lost.
 */
public final class MeterDevice implements MeterWay, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeterDevice.class);

  /** How many telegrams may wait for a port that takes none; older ones are lost. */
  private static final int MOST_WAITING = 4;

  private final ReconnectingDevice device;
  private final ThreadPoolExecutor sender;

  private MeterDevice(String path, SerialSettings settings) {
    device = new ReconnectingDevice("", path, SerialParameters.of(settings));
    sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Threads.factory("meter " + path),
            new ThreadPoolExecutor.DiscardOldestPolicy());
    device.start(new Owner(path));
  }

  /** Starts holding a serial port, whether it is there or not. */
  public static MeterDevice open(String path, SerialSettings settings) {
    return new MeterDevice(path, settings);
  }

  /** Sends a telegram; returns at once. */
  @Override
  public void send(byte[] telegram) {
    sender.execute(() -> device.write(telegram));
  }

  @Override
  public boolean hasRoom(int bytes) {
    return sender.getQueue().remainingCapacity() > 0;
  }

  @Override
  public void close() {
    sender.shutdownNow();
    device.close();
  }

  private record Owner(String path) implements Presence<String> {
    @Override
    public void up() {
      LOG.info("the smart meter is on {}", path);
    }

    @Override
    public void received(byte[] bytes) {
      // A P1 port has no way in.
    }

    @Override
    public void down(String why) {
      // The log has said so.
    }
  }
}
