package org.evsebridge.bridge.takeover;

import java.util.Optional;

/** The two services as systemd knows them. */
final class SystemdUnits {
  static final String SER2NET = "ser2net.service";
  static final String BRIDGE = "evse-bridge.service";

  private SystemdUnits() {}

  /**
   * Such as {@code enabled}, {@code disabled}, {@code masked}; empty when there is no such unit.
   */
  static Optional<String> enabled(String unit) throws InterruptedException {
    String said = Commands.run("systemctl", "is-enabled", unit).output();
    return said.matches("[a-z-]+") && !said.equals("not-found")
        ? Optional.of(said)
        : Optional.empty();
  }

  /** Such as {@code active}, {@code inactive}, {@code failed}. */
  static String active(String unit) throws InterruptedException {
    return Commands.run("systemctl", "is-active", unit).output();
  }

  /** The number of the process that is the service; 0 for none. */
  static long mainProcess(String unit) throws InterruptedException {
    String said = Commands.run("systemctl", "show", "--property=MainPID", "--value", unit).output();
    return said.matches("\\d{1,10}") ? Long.parseLong(said) : 0;
  }
}
