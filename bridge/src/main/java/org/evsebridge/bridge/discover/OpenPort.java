package org.evsebridge.bridge.discover;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.evsebridge.bridge.serial.UucpLock;

/**
 * A port while it is looked at, locked for others. What it says waits for {@link #poll}; a reader
 * that is late holds the device up. One thread uses it.
 */
final class OpenPort implements AutoCloseable {
  private static final int MOST_WAITING = 64;
  private static final byte[] NOTHING = {};

  private final UucpLock lock;
  private final SerialDevice device;
  private final BlockingQueue<byte[]> came = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile Optional<SerialException> lost = Optional.empty();

  /**
   * Opens a port.
   *
   * @param linesUp whether DTR and RTS are up; else they are down but for the moment of the
   *     opening, when the system itself raises them
   * @throws SerialException when it cannot be had
   */
  OpenPort(FoundPort port, SerialSettings settings, boolean linesUp) throws SerialException {
    String path = port.device().toString();
    Optional<Boolean> up = Optional.of(linesUp);
    lock = UucpLock.take(path);
    try {
      device =
          SerialDevice.open(
              path, SerialParameters.of(settings).withModemLines(up, up), new Receiver());
    } catch (SerialException e) {
      lock.release();
      throw e;
    }
    device.purge(); // what came before is nobody's
    device.hearBreaks();
    device.startReading();
  }

  private final class Receiver implements Presence<SerialException> {
    @Override
    public void up() {}

    @Override
    public void received(byte[] bytes) {
      try {
        came.put(bytes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void down(SerialException why) {
      lost = Optional.of(why);
    }
  }

  /** The settings of the line now. */
  SerialSettings settings() {
    return device.parameters().settings();
  }

  /** Sets the line; what was still to be read at the old settings is thrown away. */
  void set(SerialSettings settings) {
    device.change(device.parameters().with(settings));
    device.purge();
    came.clear();
  }

  /** Has breaks heard again, which {@link #set} has ended. */
  void hearBreaks() {
    device.hearBreaks();
  }

  /**
   * Waits for what comes.
   *
   * @return empty when nothing came in time
   * @throws SerialException when the device has gone
   */
  byte[] poll(long millis) throws SerialException, InterruptedException {
    byte[] bytes = came.poll(millis, TimeUnit.MILLISECONDS);
    if (bytes == null && lost.isPresent()) {
      throw lost.get();
    }
    return bytes == null ? NOTHING : bytes;
  }

  /** Whether something has come that nobody has polled yet. */
  boolean isAhead() {
    return !came.isEmpty();
  }

  void write(byte[] bytes) throws SerialException {
    device.write(bytes);
  }

  @Override
  public void close() {
    came.clear(); // a reading thread that waits for room ends
    device.close();
    lock.release();
  }
}
