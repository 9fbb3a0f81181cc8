package org.evsebridge.bridge.process;

import com.sun.jna.LastErrorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.natives.LibC;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the program's state to the service manager by the protocol of sd_notify(3): a datagram of
 * assignments to the socket that the environment names. Without such a socket nothing is sent.
 * Calls do not block: what the manager has no room for is lost.
 */
public final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String WATCHDOG = "WATCHDOG_USEC";
  private static final int LONGEST_NAME = 107;

  private final Optional<String> socket;
  private final Optional<Duration> watchdog;

  private ServiceManager(Optional<String> socket, Optional<Duration> watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /** The one that has started this process. */
  public static ServiceManager fromEnvironment() {
    return of(System.getenv());
  }

  static ServiceManager of(Map<String, String> environment) {
    Optional<String> socket =
        Optional.ofNullable(environment.get(SOCKET))
            .filter(name -> name.matches("[/@].+") && name.length() <= LONGEST_NAME);
    Optional<Duration> watchdog =
        Optional.ofNullable(environment.get(WATCHDOG))
            .filter(text -> socket.isPresent() && text.matches("[1-9]\\d{0,15}"))
            .map(text -> Duration.ofNanos(1_000 * Long.parseLong(text)));
    return new ServiceManager(socket, watchdog);
  }

  /** After how much silence the manager kills the program; empty when it does not. */
  public Optional<Duration> watchdog() {
    return watchdog;
  }

  /**
   * Everything runs.
   *
   * @param status one line for whoever asks how the service does
   */
  public void ready(String status) {
    tell("READY=1\nSTATUS=" + status);
  }

  /** The files are read again; {@link #ready} says when that is over. */
  public void reloading() {
    // The clock of System.nanoTime() is CLOCK_MONOTONIC, as the protocol wants it.
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  public void stopping() {
    tell("STOPPING=1");
  }

  /** The program lives. */
  public void alive() {
    tell("WATCHDOG=1");
  }

  private void tell(String assignments) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      // A name that begins with @ is one of Linux's abstract ones, whose first byte is 0.
      byte[] name = socket.get().replaceFirst("^@", "\0").getBytes(StandardCharsets.UTF_8);
      LibC.sendDatagram(name, assignments.getBytes(StandardCharsets.UTF_8));
    } catch (LastErrorException | LinkageError e) {
      LOG.debug("the service manager cannot be told: {}", assignments, e);
    }
  }
}
