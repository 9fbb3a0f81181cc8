package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.gateway.Upstream;
import org.evsebridge.bridge.serial.ReconnectingDevice;

/** A serial device. */
final class SerialTransport implements Transport {
  private final ReconnectingDevice device;

  SerialTransport(Upstream.Serial config) {
    device =
        new ReconnectingDevice(
            "", config.device(), SerialParameters.of(config.settings()).with(config.rs485()));
  }

  @Override
  public void start(Owner owner) {
    device.start(owner);
  }

  @Override
  public boolean write(byte[] bytes) {
    return device.write(bytes);
  }

  /** A serial line has no state that cutting it would mend. */
  @Override
  public boolean reset() {
    return false;
  }

  @Override
  public void close() {
    device.close();
  }
}
