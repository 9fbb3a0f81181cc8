package org.evsebridge.bridge.ser2net;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.config.ser2net.Ser2netConnector.SerialLine;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;

/**
 * A device as all connections of the program have it open. Without locks ser2net opens a device for
 * each connection anew: the settings are the last one's, each may write, and what the device says
 * goes to one of them by chance. Here it goes to the last one that came. Thread-safe; opening and
 * closing block.
 */
final class SharedDevice implements SerialDevice.Receiver {
  private final List<SerialDevice.Receiver> users = new CopyOnWriteArrayList<>();
  private SerialDevice device;
  private boolean reading;

  /**
   * Opens the device, or sets it anew where a connection has it open already.
   *
   * @param locked whether other programs must not have it open
   */
  synchronized SerialDevice join(SerialLine line, boolean locked, SerialDevice.Receiver user)
      throws SerialException {
    if (users.isEmpty()) {
      device =
          locked
              ? SerialDevice.open(line.device(), line.parameters(), this)
              : SerialDevice.openShared(line.device(), line.parameters(), this);
      reading = false;
    } else {
      device.change(line.parameters());
    }
    users.add(user);
    return device;
  }

  /** Lets what the device says come; a user that is not there any more asks in vain. */
  synchronized void startReading(SerialDevice.Receiver user) {
    if (users.contains(user) && !reading) {
      reading = true;
      device.startReading();
    }
  }

  /** Closes the device with the last one that leaves; may be called again. */
  synchronized void leave(SerialDevice.Receiver user) {
    if (users.remove(user) && users.isEmpty()) {
      device.close();
    }
  }

  @Override
  public void received(byte[] bytes) {
    List<SerialDevice.Receiver> now = List.copyOf(users);
    if (!now.isEmpty()) {
      now.get(now.size() - 1).received(bytes);
    }
  }

  @Override
  public void lost(SerialException why) {
    List<SerialDevice.Receiver> losers;
    synchronized (this) {
      losers = List.copyOf(users);
      users.clear();
    }
    losers.forEach(user -> user.lost(why));
  }
}
