package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.Upstream;
import org.evsebridge.bridge.serial.HeldDevice;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;

/** A serial device. */
final class SerialTransport implements Transport {
  private final Upstream.Serial config;
  private volatile SerialDevice device;
  private HeldDevice held;

  SerialTransport(Upstream.Serial config) {
    this.config = config;
  }

  @Override
  public void start(Owner owner) {
    held =
        HeldDevice.hold(
            config.device(),
            SerialParameters.of(config.settings()).with(config.rs485()),
            new HeldDevice.Owner() {
              @Override
              public void opened(SerialDevice opened) {
                device = opened;
                owner.up();
              }

              @Override
              public void received(byte[] bytes) {
                owner.received(bytes);
              }

              @Override
              public void lost(SerialException why) {
                device = null;
                owner.down();
              }
            });
  }

  @Override
  public boolean write(byte[] bytes) {
    SerialDevice open = device;
    if (open == null) {
      return false;
    }
    try {
      open.write(bytes);
      return true;
    } catch (SerialException e) {
      return false; // the reading thread tells the owner
    }
  }

  /** A serial line has no state that cutting it would mend. */
  @Override
  public void reset() {}

  @Override
  public void close() {
    if (held != null) {
      held.close();
    }
  }
}
