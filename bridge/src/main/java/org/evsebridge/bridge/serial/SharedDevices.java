package org.evsebridge.bridge.serial;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.SerialParameters;

/** The serial devices of a program, each open once however many want it. Thread-safe. */
public final class SharedDevices {
  private final Map<Path, SharedDevice> devices = new ConcurrentHashMap<>();

  /**
   * Opens a device, or changes its settings if another part of the program has it open already.
   *
   * @param path a device or a symbolic link to one
   * @param exclusive whether other programs must not have it open
   * @throws SerialException when it cannot be opened, or is kept with other settings
   */
  public SharedDevice.Share join(
      String path, SerialParameters parameters, boolean exclusive, Presence<SerialException> user)
      throws SerialException {
    return device(path).join(path, parameters, exclusive, false, user);
  }

  /**
   * Opens a device, or joins those that have it open, and keeps its settings as they are from now
   * on.
   *
   * @param path a device or a symbolic link to one
   * @throws SerialException when it cannot be opened, or is kept with other settings
   */
  public SharedDevice.Share keep(
      String path, SerialParameters parameters, Presence<SerialException> user)
      throws SerialException {
    return device(path).join(path, parameters, true, true, user);
  }

  private SharedDevice device(String path) {
    return devices.computeIfAbsent(FileNames.real(path), any -> new SharedDevice());
  }
}
