package org.evsebridge.bridge.testing;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.PduLength;
import org.evsebridge.bridge.modbus.Rtu;

/**
 * A device at the far end of an RTU line that does what its script says, right or wrong. Keeps what
 * it was asked, with the time that each request was whole.
 */
public final class Slave implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final long NOBODY_THERE_NANOS = 1_000_000;

  /** What the device says to a request: pieces of bytes, each some time after the request. */
  public interface Script {
    List<Piece> answer(Adu request);
  }

  /** Bytes that go on the line a time after the request was whole. */
  public record Piece(Duration after, byte[] bytes) {}

  /** A request as it came. */
  public record Asked(Adu adu, long atNanos) {}

  private final Pty pty;
  private final Thread thread;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private volatile Script script;
  private volatile boolean closed;

  private Slave(Pty pty, Script script) {
    this.pty = pty;
    this.script = script;
    this.thread = new Thread(this::serve, "slave " + pty.path());
    thread.start();
  }

  /** A device on a new pseudo-terminal. */
  public static Slave on(Pty pty, Script script) {
    return new Slave(pty, script);
  }

  /** From now on another script. */
  public void script(Script next) {
    script = next;
  }

  /** What it was asked, in order. */
  public List<Asked> asked() {
    return asked;
  }

  /** Speaks without having been asked. */
  public void say(byte[] bytes) {
    pty.write(bytes);
  }

  private void serve() {
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    while (!closed) {
      byte[] read = pty.read(LOOK);
      if (read.length == 0) {
        LockSupport.parkNanos(NOBODY_THERE_NANOS);
        continue;
      }
      came.writeBytes(read);
      byte[] bytes = came.toByteArray();
      int pdu = PduLength.ofRequest(bytes, 1, bytes.length);
      int length = pdu > 0 ? pdu + Rtu.OVERHEAD : bytes.length;
      if (bytes.length >= length && Rtu.isFrame(bytes, 0, length)) {
        came.reset();
        answer(Rtu.decode(bytes, 0, length).orElseThrow());
      }
    }
  }

  private void answer(Adu request) {
    asked.add(new Asked(request, System.nanoTime()));
    for (Piece piece : script.answer(request)) {
      if (piece.after().isZero()) {
        pty.write(piece.bytes());
      } else {
        later.schedule(
            () -> pty.write(piece.bytes()), piece.after().toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  /** Stops answering; the pseudo-terminal stays. */
  @Override
  public void close() {
    closed = true;
    later.shutdownNow();
    try {
      thread.join();
      later.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
