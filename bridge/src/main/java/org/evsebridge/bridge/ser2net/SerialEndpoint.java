package org.evsebridge.bridge.ser2net;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.evsebridge.bridge.serial.SharedDevice;
import org.evsebridge.bridge.serial.SharedDevices;
import org.evsebridge.bridge.serial.UucpLock;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial device. What may block (opening, writing, closing) is done by a worker thread, one piece
 * after the other; the device's own thread reads, and waits until the event loop has taken each
 * piece, so that a device faster than the clients is slowed down and nothing piles up. Where others
 * of the program read the same device, it does not wait for this one.
 */
final class SerialEndpoint implements Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(SerialEndpoint.class);

  /** How long what is still to be written may take once the last client has left. */
  private static final long CLOSE_MILLIS = 1_000;

  private static final long BREAK_MILLIS = 250;

  /** A bit of RFC 2217's numbers for purging. */
  private static final int PURGE_OUTPUT = 2;

  private final SerialControl control = new LineControl();
  private final SerialLine line;
  private final Owner owner;
  private final EventLoop loop;
  private final ExecutorService worker;
  private final boolean locks;
  private final SharedDevices devices;
  // Set by the worker only.
  private volatile SharedDevice.Share device;
  private UucpLock lock = UucpLock.NONE;
  // Belongs to the loop.
  private Optional<Ending> ending = Optional.empty();
  private boolean listening = true;
  private final Episode overflow = new Episode();
  private final HeldPieces held = new HeldPieces(Limits.MOST_HELD);

  SerialEndpoint(
      SerialLine line,
      Owner owner,
      EventLoop loop,
      ExecutorService worker,
      SharedResources surroundings) {
    this.line = line;
    this.owner = owner;
    this.loop = loop;
    this.worker = worker;
    this.locks =
        surroundings.uucpLocks()
            && line.parameters().uucpLock()
            && !UucpLock.isExempt(line.device());
    this.devices = surroundings.devices();
  }

  @Override
  public void open() {
    worker.execute(
        () -> {
          try {
            if (locks) {
              lock = UucpLock.take(line.device());
            }
            device = devices.join(line.device(), line.parameters(), locks, new DevicePresence());
          } catch (SerialException e) {
            onLoop(() -> end(new Ending.NotOpened(shown(e.reason()), e.getMessage())));
            return;
          }
          List<String> refused = device.device().refused();
          if (refused.isEmpty()) {
            device.startReading();
          } else { // as in ser2net, which does not go on either
            onLoop(() -> end(new Ending.NotOpened("OS error, see logs", refused.get(0))));
          }
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

  private final class DevicePresence implements Presence<SerialException> {
    @Override
    public void up() {
      report(owner::up);
    }

    @Override
    public void received(byte[] bytes) {
      try {
        loop.submit(() -> whileOpen(() -> take(bytes))).awaitUninterruptibly();
      } catch (RejectedExecutionException e) {
        return; // the program ends
      }
    }

    @Override
    public void down(SerialException why) {
      onLoop(() -> end(new Ending.Lost(why.getMessage())));
    }
  }

  /** What comes though nobody can take it, as others of the program read on, is held. */
  private void take(byte[] bytes) {
    if (listening) {
      owner.received(bytes);
    } else if (!held.add(bytes) && overflow.starts()) {
      LOG.warn(
          "{}: what comes while its clients cannot take it is lost, {} kB wait for them already",
          line.device(),
          Limits.MOST_HELD / 1024);
    }
  }

  /** Closes it; the first reason counts. */
  private void end(Ending why) {
    if (ending.isEmpty()) {
      ending = Optional.of(why);
      worker.execute(this::closeDevice);
    }
  }

  private void whileOpen(Runnable event) {
    if (ending.isEmpty()) {
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
    if (on == listening) {
      return;
    }
    listening = on;
    SharedDevice.Share open = device;
    if (open != null) {
      open.listen(on);
    }
    overflow.end();
    held.takeAll().forEach(this::take);
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
              device.device().write(bytes);
            } catch (SerialException e) {
              onLoop(() -> end(new Ending.Lost(e.getMessage())));
              return;
            }
          }
          report(() -> owner.wrote(bytes.length));
        });
  }

  @Override
  public void close() {
    end(new Ending.Closed());
    loop.schedule(this::closeForcibly, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void closeDevice() {
    SharedDevice.Share open = device;
    device = null;
    if (open != null) {
      open.close();
    }
    lock.release();
    onLoop(() -> owner.down(ending.orElseThrow()));
  }

  /** The worker may be stuck writing to a device that takes nothing; closing it ends the write. */
  private void closeForcibly() {
    SharedDevice.Share open = device;
    if (open != null) {
      Threads.daemon("closing " + line.device(), open::close).start();
    }
  }

  @Override
  public String shown() {
    SharedDevice.Share open = device;
    return (open == null ? line.parameters() : open.device().parameters()).shown();
  }

  @Override
  public SerialControl control() {
    return control;
  }

  private void whileDevice(Consumer<SharedDevice.Share> task) {
    worker.execute(
        () -> {
          SharedDevice.Share open = device;
          if (open != null) {
            task.accept(open);
          }
        });
  }

  /** As above, unless a smart meter's reader keeps the line as it is. */
  private void whileOurs(Consumer<SerialDevice> task) {
    whileDevice(
        open -> {
          if (!open.isKeptByOther()) {
            task.accept(open.device());
          }
        });
  }

  private final class LineControl implements SerialControl {
    @Override
    public void request(LineSetting setting, int value, Consumer<Integer> answer) {
      whileOurs(open -> ComPortSettings.apply(open, setting, value));
      whileDevice(
          open -> {
            int holds = ComPortSettings.holds(open.device(), setting, value);
            onLoop(() -> answer.accept(holds));
          });
    }

    @Override
    public void sendBreak() {
      whileOurs(open -> open.setBreak(true));
      loop.schedule(
          () -> whileOpen(() -> whileOurs(open -> open.setBreak(false))),
          BREAK_MILLIS,
          TimeUnit.MILLISECONDS);
    }

    @Override
    public void purge(int which) {
      if ((which & PURGE_OUTPUT) != 0) { // what came in has gone on already
        whileOurs(SerialDevice::purge);
      }
    }
  }
}
