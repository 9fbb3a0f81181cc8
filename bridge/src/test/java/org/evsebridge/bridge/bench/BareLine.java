package org.evsebridge.bridge.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;

/**
 * A master that sends its next request from the thread that hears the answer, with no gateway in
 * between: what a line and its slave give on this machine.
 */
final class BareLine implements Presence<SerialException> {
  private final byte[] request;
  private final int answerLength;
  private final long end;
  private final CompletableFuture<long[]> done = new CompletableFuture<>();
  private SerialDevice device;
  private long[] latencies = new long[1024];
  private int n;
  private int got;
  private long asked;

  private BareLine(Pdu read, long end) {
    this.request = Rtu.encode(new Adu(Load.UNIT, read));
    this.answerLength = PacedSlave.right(read).length() + Rtu.OVERHEAD;
    this.end = end;
  }

  /** Asks for the same registers one time after the other. */
  static Load.Result run(String path, SerialSettings settings, Duration duration, Pdu read)
      throws Exception {
    long start = System.nanoTime();
    BareLine line = new BareLine(read, start + duration.toNanos());
    try (SerialDevice device = SerialDevice.open(path, settings, line)) {
      line.device = device;
      device.startReading();
      line.ask();
      long[] latencies = line.done.get();
      return Load.Result.of(latencies, System.nanoTime() - start);
    }
  }

  private void ask() throws SerialException {
    got = 0;
    asked = System.nanoTime();
    device.write(request);
  }

  @Override
  public void up() {}

  @Override
  public void received(byte[] bytes) {
    got += bytes.length;
    if (got < answerLength) {
      return;
    }
    long now = System.nanoTime();
    if (n == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * n);
    }
    latencies[n++] = now - asked;
    if (now >= end) {
      done.complete(Arrays.copyOf(latencies, n));
      return;
    }
    try {
      ask();
    } catch (SerialException e) {
      down(e);
    }
  }

  @Override
  public void down(SerialException why) {
    done.completeExceptionally(why);
  }
}
