package org.evsebridge.bridge.ser2net;

import io.netty.util.concurrent.Future;
import java.util.Optional;

/** What a port's device is doing. */
sealed interface DeviceState {
  /** Nobody has it open. */
  record Away() implements DeviceState {}

  /** It has an endpoint. */
  sealed interface Present extends DeviceState {
    Endpoint endpoint();
  }

  /** It is being opened. */
  record Opening(Endpoint endpoint) implements Present {}

  /**
   * Clients and device may talk.
   *
   * @param backlog what clients have sent and the device has not taken yet
   * @param looks the timer that looks at the clients every second
   */
  record Open(Endpoint endpoint, Backlog backlog, Future<?> looks) implements Present {}

  /**
   * It is being closed; clients that come meanwhile wait for the next opening.
   *
   * @param before as it was open; empty when it never was
   */
  record Closing(Endpoint endpoint, Optional<Open> before) implements Present {}
}
