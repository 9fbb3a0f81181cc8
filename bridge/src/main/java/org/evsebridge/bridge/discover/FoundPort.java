package org.evsebridge.bridge.discover;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A serial port of this machine.
 *
 * @param name the name that it keeps when others are plugged in, for a configuration
 * @param device what the name leads to
 * @param names every name that it has, its device among them
 * @param about what the stick says it is; empty when nothing is known
 * @param console why the system itself uses it, and the cure; empty when it does not
 */
record FoundPort(
    String name, Path device, List<String> names, String about, Optional<String> console) {
  FoundPort {
    names = List.copyOf(names);
  }

  /** Whether one of its names, or what it says it is, is a known radio stick's. */
  boolean isRadioStick() {
    return RadioSticks.isOne(about) || names.stream().anyMatch(RadioSticks::isOne);
  }

  /** Whether a user who names a device means this one. */
  boolean isCalled(String named) {
    return names.contains(named) || device.toString().equals(named);
  }

  /** Such as {@code ttyUSB0}; a pseudo-terminal has no name but its link's. */
  String shortName() {
    Path shown = device.startsWith("/dev/pts") ? Path.of(name) : device;
    return shown.getFileName().toString();
  }

  @Override
  public String toString() {
    return name
        + (name.endsWith(shortName()) ? "" : " (" + shortName() + ")")
        + (about.isEmpty() ? "" : ", " + about);
  }
}
