package org.evsebridge.bridge.config.p1;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;

/**
 * One entry of {@code p1:}: a smart meter's port, and how its telegrams reach the clients.
 *
 * @param listen the address that clients connect to; port 0 picks a free one
 * @param dtr how to set the line DTR while the device is open; empty leaves it on
 * @param rts how to set the line RTS while the device is open; empty leaves it on
 * @param maxConnections how many clients at once
 * @param maxUnsent bytes that may wait for a client before it is cut off
 * @param writeTimeout how long a client may take nothing before it is cut off
 * @param giveWayAfter how long a client must have taken nothing to give way when no place is left
 * @param keepAlive the silence after which a client is asked whether it is still there
 * @param replayCycles a telegram is given to a new client up to this many cycles of the meter long
 * @param silence when it is told that the meter gives nothing that is of use
 */
public record P1Config(
    InetSocketAddress listen,
    String device,
    SerialSettings settings,
    Optional<Boolean> dtr,
    Optional<Boolean> rts,
    Pieces framing,
    Crc crc,
    int maxConnections,
    int maxUnsent,
    Duration writeTimeout,
    Duration giveWayAfter,
    Duration keepAlive,
    int replayCycles,
    SilenceLimits silence) {

  /** What clients receive in one piece. */
  public enum Pieces {
    /** Whole telegrams only. */
    TELEGRAM,
    /** Bytes as they come. */
    RAW
  }

  /** What is done about the checksums of telegrams. */
  public enum Crc {
    /** Every telegram goes on as it came. */
    KEEP,
    /** A telegram with a wrong checksum is dropped, one that lacks leading zeros is put right. */
    CHECK,
    /** As CHECK, and a telegram without a checksum gets one. */
    ADD
  }

  /** All that is to be set about the meter's line. */
  public SerialParameters parameters() {
    return SerialParameters.of(settings).withModemLines(dtr, rts);
  }

  /** Such as {@code p1 on port 2000}. */
  public String name() {
    return "p1 on port " + listen.getPort();
  }
}
