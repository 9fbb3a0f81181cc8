package org.evsebridge.bridge.serial;

import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.serial.SerialException.Reason;

/**
 * A device that several parts of the program have open: opened for the first, closed with the last.
 * Each piece from the device goes to each of them. Thread-safe; opening and closing block.
 *
 * <p>A user that keeps the line, as a smart meter's reader does, fixes its settings: others may
 * read and write, but not change them. Without such a user the settings are those of the last one,
 * as with ser2net's connections of one device without locks.
 */
public final class SharedDevice implements Presence<SerialException> {
  /** Held while the device is opened or closed. */
  private final Object opening = new Object();

  // Belongs to whoever holds "opening".
  private SerialDevice device;
  private boolean reading;

  /** Guarded by itself; the device's thread waits on it. */
  private final List<Share> shares = new ArrayList<>();

  /** One user's part in the device. */
  public final class Share implements AutoCloseable {
    private final SerialDevice opened;
    private final Presence<SerialException> user;
    private final boolean keeps;
    private boolean listening = true;

    private Share(SerialDevice opened, Presence<SerialException> user, boolean keeps) {
      this.opened = opened;
      this.user = user;
      this.keeps = keeps;
    }

    /** The open device, to be written to and, unless {@link #isKeptByOther}, to be set. */
    public SerialDevice device() {
      return opened;
    }

    /**
     * Tells the user that the device is up, and starts the reading; does nothing for a user that
     * has left or lost the device.
     */
    public void startReading() {
      if (!has(this)) {
        return;
      }
      user.up();
      synchronized (opening) {
        if (has(this) && !reading) {
          reading = true;
          opened.startReading();
        }
      }
    }

    /**
     * Whether this user can take what comes. While no user can, the device is not read, and the
     * system keeps what it sends; while another can, this one gets it too.
     */
    public void listen(boolean on) {
      synchronized (shares) {
        listening = on;
        shares.notifyAll();
      }
    }

    /** Whether another user keeps the line's settings as they are. */
    public boolean isKeptByOther() {
      synchronized (shares) {
        return shares.stream().anyMatch(other -> other.keeps && other != this);
      }
    }

    /** Leaves; closes the device with the last one that does. May be called again. */
    @Override
    public void close() {
      leave(this);
    }
  }

  /**
   * Opens the device, or joins those that have it open.
   *
   * @param path one of its names
   * @param exclusive whether other programs must not have it open
   * @param keeps whether its settings stay as they are from now on
   */
  Share join(
      String path,
      SerialParameters wanted,
      boolean exclusive,
      boolean keeps,
      Presence<SerialException> user)
      throws SerialException {
    synchronized (opening) {
      if (isFree()) {
        device =
            exclusive
                ? SerialDevice.open(path, wanted, this)
                : SerialDevice.openShared(path, wanted, this);
        reading = false;
      } else if (!isKept()) {
        device.change(wanted);
      } else if (!wanted.isSameLineAs(device.parameters())) {
        throw new SerialException(
            Reason.IN_USE,
            path
                + " is read with other settings by another entry of this program: "
                + device.parameters().line());
      }
      Share share = new Share(device, user, keeps);
      synchronized (shares) {
        shares.add(share);
      }
      return share;
    }
  }

  private boolean isFree() {
    synchronized (shares) {
      return shares.isEmpty();
    }
  }

  private boolean isKept() {
    synchronized (shares) {
      return shares.stream().anyMatch(share -> share.keeps);
    }
  }

  private boolean has(Share share) {
    synchronized (shares) {
      return shares.contains(share);
    }
  }

  private void leave(Share share) {
    synchronized (opening) {
      boolean last;
      synchronized (shares) {
        last = shares.remove(share) && shares.isEmpty();
        shares.notifyAll();
      }
      if (last) {
        device.close();
      }
    }
  }

  /** Each user is told when it starts to read. */
  @Override
  public void up() {}

  @Override
  public void received(byte[] bytes) {
    for (Share share : onceOneListens()) {
      SerialDevice.hand(share.opened.path(), () -> share.user.received(bytes));
    }
  }

  private List<Share> onceOneListens() {
    synchronized (shares) {
      while (!shares.isEmpty() && shares.stream().noneMatch(share -> share.listening)) {
        try {
          shares.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      return List.copyOf(shares);
    }
  }

  @Override
  public void down(SerialException why) {
    List<Share> losers;
    synchronized (shares) {
      losers = List.copyOf(shares);
      shares.clear();
    }
    losers.forEach(share -> share.user.down(why));
  }
}
