package org.evsebridge.simulator.line;

import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.simulator.testing.BitwiseCrc;

/**
 * The Modbus side of the maker's load-balancing sketch, with its time-outs: 40 ms from the end of
 * the request to the first byte, 20 ms for the next four, then 2 ms a byte. Everything in it,
 * checksum and framing, is its own.
 *
 * <p>A desktop machine is no microcontroller: between two bytes there is less than a millisecond to
 * spare. An answer is asked for again when it was missed because a thread that had to carry it was
 * ready and had no processor for longer than half of that, or because a processor was not to be had
 * for so long by anybody, which {@link Bystanders} tell. All that is measured for the exchange in
 * question; while processors are to be had nothing is excused, and who is late each time is missed
 * in the end, however busy the machine is.
 */
final class Sketch implements AutoCloseable {
  private static final long MILLISECOND = 1_000_000;
  private static final long CHARACTER_NANOS = 1_041_667;
  private static final long LOOK_NANOS = 50_000;
  private static final int MOST_EXCUSES = 50;

  /** What can cost an answer: half of what 2 ms a byte leave besides the byte itself. */
  private static final long STALL_NANOS = MILLISECOND / 2;

  private final SerialPort port;
  private final String[] threads;
  private final Bystanders bystanders = new Bystanders();
  private int excused;

  /**
   * @param threads the beginnings of the names of the threads between port and module
   */
  Sketch(Path tap, String... threads) {
    this.threads = threads;
    port = SerialPort.getCommPort(tap.toString());
    port.setComPortParameters(9600, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
    if (!port.openPort(0)) {
      throw new IllegalStateException("cannot open " + tap);
    }
  }

  /** How many answers were asked for again. */
  int excused() {
    return excused;
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
      ProcessorWait before = ProcessorWait.ofCallerAnd(threads);
      bystanders.longestDelay();
      byte[] answer = askOnce(request, length);
      boolean right = answer != null && BitwiseCrc.of(answer, length - 2) == tail(answer, length);
      LockSupport.parkNanos(4 * MILLISECOND);
      boolean stalled =
          ProcessorWait.ofCallerAnd(threads).since(before) > STALL_NANOS
              || bystanders.longestDelay() > STALL_NANOS;
      if (right || !stalled) {
        return right ? answer : null;
      }
      excused++;
      quiet();
    }
    return null;
  }

  /** Lets the rest of a late answer go by. */
  private void quiet() {
    byte[] rest = new byte[256];
    do {
      LockSupport.parkNanos(300 * MILLISECOND);
    } while (port.readBytes(rest, rest.length) > 0);
  }

  private byte[] askOnce(byte[] request, int length) {
    byte[] stale = new byte[256];
    while (port.readBytes(stale, stale.length) > 0) {
      // what came too late for the last request
    }
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
    int crc = BitwiseCrc.of(frame, values.length);
    frame[values.length] = (byte) crc;
    frame[values.length + 1] = (byte) (crc >> 8);
    return frame;
  }

  private static int tail(byte[] frame, int length) {
    return frame[length - 2] & 0xFF | (frame[length - 1] & 0xFF) << 8;
  }

  @Override
  public void close() {
    bystanders.close();
    port.closePort();
  }
}
