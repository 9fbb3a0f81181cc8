package org.evsebridge.bridge.serial;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.serial.SerialException.Reason;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a serial device open for as long as the program runs: opens it, and tries again when it is
 * missing, goes away or no longer takes what is written. Logs when such trouble begins and when it
 * ends.
 */
public final class ReconnectingDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconnectingDevice.class);

  /** How long until a device that is away is tried again, in milliseconds. */
  static final long RETRY_MILLIS = 500;

  private static final long LOOK_MILLIS = 1_000;
  private static final long CLOSE_SECONDS = 2;

  private final Supplier<String> name;
  private final String path;
  private final SharedDevices devices;
  private final SerialParameters parameters;
  private final ScheduledThreadPoolExecutor keeper;
  private volatile SharedDevice.Share device;
  // The fields below belong to the keeper's thread.
  private final Set<String> refused = new HashSet<>();
  private final Episode away = new Episode();

  /**
   * A device that is not held yet.
   *
   * @param name whose device it is, for the log; empty for nobody's
   * @param path a device or a symbolic link to one
   */
  public ReconnectingDevice(String name, String path, SerialParameters parameters) {
    this(() -> name, path, parameters, new SharedDevices());
  }

  /**
   * A device that is not held yet, and that others of the program may have open too.
   *
   * @param name whose device it is at the moment, for the log; empty for nobody's
   * @param path a device or a symbolic link to one
   */
  public ReconnectingDevice(
      Supplier<String> name, String path, SerialParameters parameters, SharedDevices devices) {
    this.name = name;
    this.path = path;
    this.devices = devices;
    this.parameters = parameters;
    this.keeper = Threads.scheduler("keeper " + path);
  }

  /**
   * Starts to hold it; returns at once, whether the device is there or not. Parameters that the
   * device refuses are logged. Call it once.
   */
  public void start(Presence<String> owner) {
    keeper.execute(() -> open(owner));
    keeper.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void open(Presence<String> owner) {
    SharedDevice.Share opened;
    try {
      opened =
          devices.keep(
              path,
              parameters,
              new Presence<>() {
                @Override
                public void up() {
                  owner.up();
                }

                @Override
                public void received(byte[] bytes) {
                  owner.received(bytes);
                }

                @Override
                public void down(SerialException why) {
                  keeper.execute(() -> away(why, owner));
                }
              });
    } catch (SerialException e) {
      away(e, owner);
      return;
    }
    if (away.end() > 0) {
      LOG.info("{}{} is back", logged(), path);
    }
    for (String sentence : opened.device().refused()) {
      if (refused.add(sentence)) {
        LOG.warn("{}{}", logged(), sentence);
      }
    }
    device = opened;
    opened.startReading();
  }

  private String logged() {
    String who = name.get();
    return who.isEmpty() ? "" : who + ": ";
  }

  private void look() {
    if (device != null) {
      device.device().giveUpIfItHangs();
    }
  }

  private void away(SerialException why, Presence<String> owner) {
    boolean first = !away.isOn();
    device = null;
    if (away.isNews(kind(why))) {
      LOG.warn("{}{}; trying again every {} ms", logged(), why.getMessage(), RETRY_MILLIS);
    } else {
      LOG.debug("{}{}", logged(), why.getMessage());
    }
    if (first) {
      owner.down(why.getMessage());
    }
    keeper.schedule(() -> open(owner), RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A device that went away is missing from then on: one trouble, logged once. */
  private static Object kind(SerialException why) {
    boolean absent = why.reason() == Reason.LOST || why.reason() == Reason.MISSING;
    return absent ? Reason.MISSING : why.getMessage();
  }

  /**
   * Hands bytes over; blocks until the system has taken them.
   *
   * @return false when the device is away, or went away with that
   */
  public boolean write(byte[] bytes) {
    SharedDevice.Share open = device;
    if (open == null) {
      return false;
    }
    try {
      open.device().write(bytes);
      return true;
    } catch (SerialException e) {
      LOG.debug("{}{}", logged(), e.getMessage()); // the reading thread tells the owner
      return false;
    }
  }

  /** Lets go of the device and stops trying; the device is closed when this returns. */
  @Override
  public void close() {
    keeper.execute(
        () -> {
          if (device != null) {
            device.close();
          }
        });
    keeper.shutdown();
    try {
      keeper.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
