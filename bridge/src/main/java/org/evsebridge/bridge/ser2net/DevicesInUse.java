package org.evsebridge.bridge.ser2net;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.evsebridge.bridge.config.FileNames;

/**
 * Which connection uses which device: ser2net lets no second one in whose connector has the same
 * text. Any thread may ask.
 */
final class DevicesInUse {
  private final Map<String, Device> users = new ConcurrentHashMap<>();
  private final Map<Path, SharedDevice> opened = new ConcurrentHashMap<>();

  /** Takes a device for a connection; false when another one uses it. */
  boolean take(String connector, Device device) {
    Device user = users.putIfAbsent(connector, device);
    return user == null || user == device;
  }

  /** Whether no other connection uses a device. */
  boolean isFreeFor(String connector, Device device) {
    return users.getOrDefault(connector, device) == device;
  }

  /** The device of a name, whatever links lead to it. */
  SharedDevice device(String path) {
    return opened.computeIfAbsent(FileNames.real(path), any -> new SharedDevice());
  }

  void release(String connector, Device device) {
    users.remove(connector, device);
  }
}
