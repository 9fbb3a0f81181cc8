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
  private final Map<String, Port> users = new ConcurrentHashMap<>();
  private final Map<Path, SharedDevice> opened = new ConcurrentHashMap<>();

  /** Takes a device for a port; false when another one uses it. */
  boolean take(String connector, Port port) {
    Port user = users.putIfAbsent(connector, port);
    return user == null || user == port;
  }

  boolean isFree(String connector) {
    return !users.containsKey(connector);
  }

  /** The device of a name, whatever links lead to it. */
  SharedDevice device(String path) {
    return opened.computeIfAbsent(FileNames.real(path), any -> new SharedDevice());
  }

  void release(String connector, Port port) {
    users.remove(connector, port);
  }
}
