package org.evsebridge.simulator.line;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Modbus side of the maker's load-balancing sketch, with its time-outs: 40 ms from the end of
 * the request to the first byte, 20 ms for the next four, then 2 ms a byte. Everything in it,
 * checksum and framing, is its own.
 *
 * <p>A desktop machine is no microcontroller: an answer that is missed while threads wait for a
 * processor is asked for again. On a quiet machine nothing is excused.
 */
final class Sketch implements AutoCloseable {
  private static final long MILLISECOND = 1_000_000;
  private static final long CHARACTER_NANOS = 1_041_667;
  private static final long LOOK_NANOS = 50_000;
  private static final long STALL_NANOS = MILLISECOND;
  private static final int MOST_EXCUSES = 50;
  private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
  private static final Pattern TOTAL = Pattern.compile("some .* total=(\\d+)");

  /** Waiting for a processor that long in all can cost an answer. */
  private static final long WAITED_MICROS = 500;

  private final SerialPort port;
  private final AtomicLong lastStall = new AtomicLong(Long.MIN_VALUE / 2);
  private final Thread watch = new Thread(this::watch, "watch");
  private volatile boolean closed;

  Sketch(Path tap) {
    port = SerialPort.getCommPort(tap.toString());
    port.setComPortParameters(9600, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    if (!port.openPort(0)) {
      throw new IllegalStateException("cannot open " + tap);
    }
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    long before = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = System.nanoTime();
      if (now - before > STALL_NANOS) {
        lastStall.set(now);
      }
      before = now;
    }
  }

  /** Reads registers; null when the module missed its time or answered wrongly. */
  int[] read(int function, int address, int count) {
    byte[] answer = ask(frame(2, function, address >> 8, address, 0, count), 5 + 2 * count);
    if (answer == null || answer[1] != function || answer[2] != 2 * count) {
      return null;
    }
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = (answer[3 + 2 * i] & 0xFF) << 8 | answer[4 + 2 * i] & 0xFF;
    }
    return words;
  }

  /** Writes a register; says whether the module echoed it in time. */
  boolean write(int address, int value) {
    byte[] request = frame(2, 6, address >> 8, address, value >> 8, value);
    return Arrays.equals(ask(request, request.length), request);
  }

  private byte[] ask(byte[] request, int length) {
    for (int attempt = 0; attempt < MOST_EXCUSES; attempt++) {
      long begun = System.nanoTime();
      long waitedBefore = waitedForProcessor();
      byte[] answer = askOnce(request, length);
      boolean right = answer != null && crc(answer, length - 2) == tail(answer, length);
      LockSupport.parkNanos(4 * MILLISECOND);
      boolean stalled =
          lastStall.get() >= begun || waitedForProcessor() - waitedBefore > WAITED_MICROS;
      boolean excused = answer == null && stalled;
      if (!excused) {
        return right ? answer : null;
      }
      quiet();
    }
    return null;
  }

  /** How long threads have waited for a processor since the machine's start, in microseconds. */
  private static long waitedForProcessor() {
    try {
      Matcher total = TOTAL.matcher(Files.readString(PRESSURE));
      return total.find() ? Long.parseLong(total.group(1)) : 0;
    } catch (IOException e) {
      return 0; // a kernel that does not count it
    }
  }

  /** Lets the rest of a late answer go by. */
  private void quiet() {
    byte[] rest = new byte[256];
    do {
      LockSupport.parkNanos(100 * MILLISECOND);
    } while (port.readBytes(rest, rest.length) > 0);
  }

  private byte[] askOnce(byte[] request, int length) {
    port.writeBytes(request, request.length);
    long sent = System.nanoTime() + request.length * CHARACTER_NANOS;
    while (System.nanoTime() < sent) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    byte[] answer = new byte[length];
    int got = 0;
    long deadline = sent + 40 * MILLISECOND;
    while (got < length) {
      int n = port.readBytes(answer, length - got, got);
      long now = System.nanoTime();
      if (n > 0) {
        got += n;
        deadline = got < 5 ? Math.min(deadline, now) + 20 * MILLISECOND : now + 2 * MILLISECOND;
      } else if (now > deadline) {
        return null;
      } else {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    return answer;
  }

  private static byte[] frame(int... values) {
    byte[] frame = new byte[values.length + 2];
    for (int i = 0; i < values.length; i++) {
      frame[i] = (byte) values[i];
    }
    int crc = crc(frame, values.length);
    frame[values.length] = (byte) crc;
    frame[values.length + 1] = (byte) (crc >> 8);
    return frame;
  }

  private static int tail(byte[] frame, int length) {
    return frame[length - 2] & 0xFF | (frame[length - 1] & 0xFF) << 8;
  }

  /** CRC-16/MODBUS, bit by bit. */
  private static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >> 1 ^ 0xA001 : crc >> 1;
      }
    }
    return crc;
  }

  @Override
  public void close() {
    closed = true;
    port.closePort();
  }
}
