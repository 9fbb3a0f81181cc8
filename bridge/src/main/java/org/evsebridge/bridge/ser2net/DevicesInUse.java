package org.evsebridge.bridge.ser2net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which connection uses which device. As in ser2net, of connections whose connectors have the same
 * text only one can use it at a time. Thread-safe.
 */
final class DevicesInUse {
  private final Map<String, Device> users = new ConcurrentHashMap<>();

  /** Takes a device for a connection; false when another one uses it. */
  boolean take(String connector, Device device) {
    Device user = users.putIfAbsent(connector, device);
    return user == null || user == device;
  }

  /** Whether no other connection uses a device. */
  boolean isFreeFor(String connector, Device device) {
    return users.getOrDefault(connector, device) == device;
  }

  void release(String connector, Device device) {
    users.remove(connector, device);
  }
}
