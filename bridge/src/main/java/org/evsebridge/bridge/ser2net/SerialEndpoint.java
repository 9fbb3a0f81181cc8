package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.evsebridge.bridge.serial.UucpLock;

/**
 * A serial device. What may block (opening, writing, closing) is done by a worker thread, one piece
 * after the other; the device's own thread reads, and waits until the event loop has taken each
 * piece, so that a device faster than the clients is slowed down and nothing piles up.
 */
final class SerialEndpoint implements Endpoint {
  /** How long what is still to be written may take once the last client has left. */
  private static final long CLOSE_MILLIS = 1_000;

  private static final long BREAK_MILLIS = 250;

  /** A bit of RFC 2217's numbers for purging. */
  private static final int PURGE_OUTPUT = 2;

  private final SerialControl control = new Control();
  private final SerialLine line;
  private final Owner owner;
  private final EventLoop loop;
  private final ExecutorService worker;
  private final boolean locks;
  private final SharedDevice shared;
  private final Reader reader = new Reader();
  // Set by the worker only.
  private volatile SerialDevice device;
  private UucpLock lock = UucpLock.NONE;
  // Belongs to the loop.
  private boolean over;
  private boolean closed;
  private final ReadGate gate = new ReadGate();

  SerialEndpoint(
      SerialLine line,
      Owner owner,
      EventLoop loop,
      ExecutorService worker,
      Surroundings surroundings) {
    this.line = line;
    this.owner = owner;
    this.loop = loop;
    this.worker = worker;
    this.locks =
        surroundings.uucpLocks()
            && line.parameters().uucpLock()
            && !UucpLock.isExempt(line.device());
    this.shared = surroundings.devices().device(line.device());
  }

  @Override
  public void open() {
    worker.execute(
        () -> {
          try {
            if (locks) {
              lock = UucpLock.take(line.device());
            }
            device = shared.join(line, locks, reader);
          } catch (SerialException e) {
            lock.release();
            OpenFailure failure = new OpenFailure(shown(e.reason()), e.getMessage());
            report(() -> owner.refused(failure));
            reportClosed();
            return;
          }
          if (!device.refused().isEmpty()) { // as in ser2net, which does not go on either
            OpenFailure failure = new OpenFailure("OS error, see logs", device.refused().get(0));
            report(() -> owner.refused(failure));
            closeDevice();
            return;
          }
          report(owner::opened);
          shared.startReading(reader);
        });
  }

  private static String shown(SerialException.Reason reason) {
    return switch (reason) {
      case MISSING -> "Value or file not found";
      case NOT_PERMITTED -> "Permission denied";
      case IN_USE -> "Object was already in use";
      case LOST -> "Remote end closed connection";
      case UNUSABLE -> "Operation not supported";
    };
  }

  private final class Reader implements SerialDevice.Receiver {
    @Override
    public void received(byte[] bytes) {
      gate.pass();
      try {
        loop.submit(() -> whileOpen(() -> owner.received(bytes))).awaitUninterruptibly();
      } catch (RejectedExecutionException e) {
        return; // the program ends
      }
    }

    @Override
    public void lost(SerialException why) {
      report(() -> ended(why));
    }
  }

  /** It went away: on the loop. */
  private void ended(SerialException why) {
    over = true;
    gate.open(true); // for the reading thread to end
    owner.lost(why.getMessage());
    worker.execute(this::closeDevice);
  }

  private void whileOpen(Runnable event) {
    if (!over) {
      event.run();
    }
  }

  private void report(Runnable event) {
    onLoop(() -> whileOpen(event));
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      return; // the program ends
    }
  }

  @Override
  public void listen(boolean on) {
    gate.open(on);
  }

  /** A line does not wait: what the system has no room for is lost. */
  @Override
  public boolean canWait() {
    return false;
  }

  @Override
  public void write(byte[] bytes) {
    worker.execute(
        () -> {
          if (device != null) {
            try {
              device.write(bytes);
            } catch (SerialException e) {
              report(() -> ended(e));
              return;
            }
          }
          report(() -> owner.wrote(bytes.length));
        });
  }

  @Override
  public void close() {
    if (over) {
      return;
    }
    over = true;
    gate.open(true); // for the reading thread to end
    worker.execute(this::closeDevice);
    loop.schedule(this::closeForcibly, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void closeDevice() {
    device = null;
    shared.leave(reader);
    lock.release();
    reportClosed();
  }

  private void reportClosed() {
    onLoop(
        () -> {
          over = true;
          if (!closed) {
            closed = true;
            owner.closed();
          }
        });
  }

  /** The worker may be stuck writing to a device that takes nothing; closing it ends the write. */
  private void closeForcibly() {
    if (device != null) {
      Threads.daemon("closing " + line.device(), () -> shared.leave(reader)).start();
    }
  }

  @Override
  public String shown() {
    SerialDevice open = device;
    return (open == null ? line.parameters() : open.parameters()).shown();
  }

  @Override
  public SerialControl control() {
    return control;
  }

  private void whileDevice(Consumer<SerialDevice> task) {
    worker.execute(
        () -> {
          SerialDevice open = device;
          if (open != null) {
            task.accept(open);
          }
        });
  }

  private final class Control implements SerialControl {
    @Override
    public void request(Setting setting, int value, Consumer<Integer> answer) {
      whileDevice(
          open -> {
            int holds = ComPortSettings.apply(open, setting, value);
            onLoop(() -> answer.accept(holds));
          });
    }

    @Override
    public void sendBreak() {
      whileDevice(open -> open.setBreak(true));
      loop.schedule(
          () -> whileOpen(() -> whileDevice(open -> open.setBreak(false))),
          BREAK_MILLIS,
          TimeUnit.MILLISECONDS);
    }

    @Override
    public void purge(int which) {
      if ((which & PURGE_OUTPUT) != 0) { // what came in has gone on already
        whileDevice(SerialDevice::purge);
      }
    }
  }
}
