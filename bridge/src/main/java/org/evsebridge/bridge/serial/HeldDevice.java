package org.evsebridge.bridge.serial;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.serial.SerialException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a serial device open for as long as the program runs: opens it, and when it is not there,
 * goes away or takes nothing any more, tries again until it is back. Trouble is logged when it
 * starts and when it ends.
 */
public final class HeldDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeldDevice.class);

  /** How long until a device that is away is tried again, in milliseconds. */
  static final long RETRY_MILLIS = 500;

  private static final long LOOK_MILLIS = 1_000;
  private static final long CLOSE_SECONDS = 2;

  /** Who works with the device. Calls come from the device's threads, one at a time. */
  public interface Owner {
    /** The device is open, for the first time or again. */
    void opened(SerialDevice device);

    void received(byte[] bytes);

    /** The device is away, or was not there to begin with; called once for each time it is. */
    void lost(SerialException why);
  }

  private final String logged;
  private final String path;
  private final SerialParameters parameters;
  private final Owner owner;
  private final ScheduledThreadPoolExecutor keeper;
  // The fields below belong to the keeper's thread.
  private SerialDevice device;
  private final Set<String> said = new HashSet<>();
  private Optional<SerialException> told = Optional.empty();

  private HeldDevice(String logged, String path, SerialParameters parameters, Owner owner) {
    this.logged = logged;
    this.path = path;
    this.parameters = parameters;
    this.owner = owner;
    this.keeper =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "keeper " + path);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // what comes after close() no longer matters
    keeper.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Starts holding a device that has no name but its path in the log; returns at once, whether it
   * is there or not. What it does not do of its parameters is said.
   */
  public static HeldDevice hold(String path, SerialParameters parameters, Owner owner) {
    return hold("", path, parameters, owner);
  }

  /**
   * The same for a device whose owner the log names too.
   *
   * @param name whose device it is, for the log; empty for nobody's
   */
  public static HeldDevice hold(
      String name, String path, SerialParameters parameters, Owner owner) {
    HeldDevice held = new HeldDevice(name.isEmpty() ? "" : name + ": ", path, parameters, owner);
    held.keeper.execute(held::open);
    held.keeper.scheduleWithFixedDelay(held::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return held;
  }

  private void open() {
    try {
      device =
          SerialDevice.open(
              path,
              parameters,
              new SerialDevice.Receiver() {
                @Override
                public void received(byte[] bytes) {
                  owner.received(bytes);
                }

                @Override
                public void lost(SerialException why) {
                  keeper.execute(() -> away(why));
                }
              });
    } catch (SerialException e) {
      away(e);
      return;
    }
    if (told.isPresent()) {
      LOG.info("{}{} is back", logged, path);
      told = Optional.empty();
    }
    for (String sentence : device.refused()) {
      if (said.add(sentence)) {
        LOG.warn("{}{}", logged, sentence);
      }
    }
    owner.opened(device);
    device.startReading();
  }

  private void look() {
    if (device != null) {
      device.giveUpIfItHangs();
    }
  }

  private void away(SerialException why) {
    boolean first = told.isEmpty();
    if (isNews(why)) {
      told = Optional.of(why);
      LOG.warn("{}{}; trying again every {} ms", logged, why.getMessage(), RETRY_MILLIS);
    } else {
      LOG.debug("{}{}", logged, why.getMessage());
    }
    if (first) {
      owner.lost(why);
    }
    device = null;
    keeper.schedule(this::open, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** One that went away is not there any more: who was told the first knows the second. */
  private boolean isNews(SerialException why) {
    return told.map(
            before ->
                !why.getMessage().equals(before.getMessage())
                    && !(before.reason() == Reason.LOST && why.reason() == Reason.MISSING))
        .orElse(true);
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
