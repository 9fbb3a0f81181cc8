package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;

/**
 * A serial device. What may block (opening, writing, closing) is done by a worker thread, one piece
 * after the other; the device's own thread reads, and waits until the event loop has taken each
 * piece, so that a device faster than the clients is slowed down and nothing piles up.
 */
final class SerialEnd implements FarEnd {
  /** How long what is still to be written may take once the last client has left. */
  private static final long CLOSE_MILLIS = 1_000;

  private final SerialLine line;
  private final Owner owner;
  private final EventLoop loop;
  private final ExecutorService worker;
  // Set by the worker only.
  private volatile SerialDevice device;
  // Belongs to the loop.
  private boolean over;

  SerialEnd(SerialLine line, Owner owner, EventLoop loop, ExecutorService worker) {
    this.line = line;
    this.owner = owner;
    this.loop = loop;
    this.worker = worker;
  }

  @Override
  public void open() {
    worker.execute(
        () -> {
          try {
            device = SerialDevice.open(line.device(), line.settings(), new Reader());
          } catch (SerialException e) {
            OpenFailure failure = new OpenFailure(shown(e.reason()), e.getMessage());
            report(() -> end(() -> owner.refused(failure)));
            return;
          }
          report(owner::opened);
          device.startReading();
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
      try {
        loop.submit(
                () -> {
                  if (!over) {
                    owner.received(bytes);
                  }
                })
            .awaitUninterruptibly();
      } catch (RejectedExecutionException e) {
        return; // the program ends
      }
    }

    @Override
    public void lost(SerialException why) {
      report(() -> end(() -> owner.lost(why.getMessage())));
    }
  }

  private void report(Runnable event) {
    try {
      loop.execute(
          () -> {
            if (!over) {
              event.run();
            }
          });
    } catch (RejectedExecutionException e) {
      return; // the program ends
    }
  }

  private void end(Runnable last) {
    over = true;
    last.run();
  }

  @Override
  public void write(byte[] bytes) {
    worker.execute(
        () -> {
          if (device != null) {
            try {
              device.write(bytes);
            } catch (SerialException e) {
              closeDevice();
              report(() -> end(() -> owner.lost(e.getMessage())));
              return;
            }
          }
          report(() -> owner.wrote(bytes.length));
        });
  }

  @Override
  public void close() {
    over = true;
    worker.execute(this::closeDevice);
    loop.schedule(this::closeForcibly, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void closeDevice() {
    if (device != null) {
      device.close();
      device = null;
    }
  }

  /** The worker may be stuck writing to a device that takes nothing; closing it ends the write. */
  private void closeForcibly() {
    SerialDevice stuck = device;
    if (stuck != null) {
      Thread closer = new Thread(stuck::close, "closing " + line.device());
      closer.setDaemon(true);
      closer.start();
    }
  }
}
