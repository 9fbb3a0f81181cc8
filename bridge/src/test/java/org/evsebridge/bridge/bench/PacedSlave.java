package org.evsebridge.bridge.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.testing.Pty;

/**
 * A device at the far end of a line that keeps its pace: each byte takes its time on the wire, both
 * ways, and the device turns round after 3.5 characters. A pseudo-terminal hands a request over at
 * once; what its bytes would have taken is added. Registers hold their own addresses.
 */
final class PacedSlave implements AutoCloseable {
  private static final long NOBODY_THERE_NANOS = 1_000_000;
  private static final long SPIN_NANOS = 100_000;

  private final Pty pty;
  private final long character;
  private final Thread thread;
  private static final int ANY = -1;

  private volatile boolean closed;
  private volatile int onlyUnit = ANY;
  private volatile long asked;
  private volatile long shortestGap;
  private volatile long writeAt;
  private volatile long answersBeforeWrite;

  private PacedSlave(Pty pty, long character) {
    this.pty = pty;
    this.character = character;
    this.thread = new Thread(this::serve, "paced slave");
    thread.setDaemon(true);
    reset();
    thread.start();
  }

  /** A device on a line with these settings. */
  static PacedSlave on(Pty pty, SerialSettings settings) {
    return new PacedSlave(pty, settings.characterNanos());
  }

  /** A device that answers at once. */
  static PacedSlave atOnce(Pty pty) {
    return new PacedSlave(pty, 0);
  }

  /** From now on the other units are not there. */
  void answersOnlyAs(int unit) {
    onlyUnit = unit;
  }

  /** How long a read of some registers takes at least, the gap after it included. */
  static Duration limit(SerialSettings settings, int registers) {
    int bytes = 8 + 5 + 2 * registers;
    return Duration.ofNanos((bytes + 7) * settings.characterNanos());
  }

  void reset() {
    asked = 0;
    shortestGap = Long.MAX_VALUE;
    writeAt = 0;
    answersBeforeWrite = -1;
  }

  /** How many requests came since the reset. */
  long asked() {
    return asked;
  }

  /** The shortest time between the end of an answer and the next request since the reset. */
  Duration shortestGap() {
    return Duration.ofNanos(shortestGap);
  }

  /** Counts the reads that come between now and the next write. */
  void expectWrite() {
    answersBeforeWrite = 0;
    writeAt = -1;
  }

  /** How many reads came before the expected write; negative while it has not come. */
  long readsBeforeWrite() {
    return writeAt > 0 ? answersBeforeWrite : -1;
  }

  private void serve() {
    byte[] bytes = {};
    long answerEnd = 0;
    while (!closed) {
      byte[] read = pty.readBlocking();
      if (read.length == 0) {
        LockSupport.parkNanos(NOBODY_THERE_NANOS);
        continue;
      }
      long came = System.nanoTime();
      int had = bytes.length;
      bytes = Arrays.copyOf(bytes, had + read.length);
      System.arraycopy(read, 0, bytes, had, read.length);
      if (answerEnd != 0 && had == 0) {
        shortestGap = Math.min(shortestGap, came - answerEnd);
      }
      int length = PduLength.ofRequest(bytes, 1, bytes.length) + Rtu.OVERHEAD;
      if (bytes.length >= length && Rtu.isFrame(bytes, 0, length)) {
        Adu request = Rtu.decode(bytes, 0, length).orElseThrow();
        bytes = new byte[0];
        note(request);
        if (onlyUnit == ANY || onlyUnit == request.unit()) {
          answerEnd = answer(request, came + length * character);
        }
      }
    }
  }

  private void note(Adu request) {
    asked++;
    if (request.pdu().function() == 6 && writeAt < 0) {
      writeAt = System.nanoTime();
    } else if (writeAt < 0) {
      answersBeforeWrite++;
    }
  }

  /**
   * Answers a request that ended on the wire at a moment.
   *
   * @return when the last byte went: taken before it is handed over, as this thread may have to
   *     wait for a processor afterwards
   */
  private long answer(Adu request, long requestEnd) {
    byte[] frame = Rtu.encode(new Adu(request.unit(), right(request.pdu())));
    if (character == 0) {
      long end = System.nanoTime();
      pty.write(frame);
      return end;
    }
    long start = requestEnd + 7 * character / 2;
    long end = start;
    for (int i = 0; i < frame.length; i++) {
      waitUntil(start + (i + 1) * character);
      end = System.nanoTime();
      pty.write(new byte[] {frame[i]});
    }
    return end;
  }

  private static void waitUntil(long moment) {
    for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
      if (left > SPIN_NANOS) {
        LockSupport.parkNanos(left - SPIN_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /** The right answer of this device: a register's value is its address. */
  static Pdu right(Pdu request) {
    if (request.function() == 6) {
      return request;
    }
    int count = request.u16(3);
    int[] bytes = new int[2 + 2 * count];
    bytes[0] = request.function();
    bytes[1] = 2 * count;
    for (int i = 0; i < count; i++) {
      bytes[2 + 2 * i] = request.u16(1) + i >> 8;
      bytes[3 + 2 * i] = request.u16(1) + i & 0xFF;
    }
    return Pdu.of(bytes);
  }

  /** Ends; the gateway must have let go of the line, or this waits until it does. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
