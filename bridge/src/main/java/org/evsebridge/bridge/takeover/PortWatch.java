package org.evsebridge.bridge.takeover;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Watches a port of a running service: what its clients get, and whether the device is open.
 * Without a client it becomes one itself, since ser2net opens a device only for a client.
 */
final class PortWatch implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServedPort port;
  private final long service;
  private final Map<String, Long> firstSent = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private SocketChannel own;
  private Evidence seen = Evidence.NONE;

  /**
   * @param service the number of the process that serves the port
   */
  PortWatch(ServedPort port, long service) {
    this.port = port;
    this.service = service;
  }

  /** Looks once more; what was seen since the beginning. */
  Evidence look() throws InterruptedException {
    takeWhatCame();
    Map<String, Long> clients = SocketTable.sent(port.address().getPort());
    boolean gives = false;
    for (Map.Entry<String, Long> client : clients.entrySet()) {
      // A banner that comes with the connection says nothing of the device.
      Long first = firstSent.putIfAbsent(client.getKey(), client.getValue());
      gives |= first != null && client.getValue() > first;
    }
    if (clients.isEmpty() && own == null) {
      connect();
    }
    seen = seen.and(new Evidence(!clients.isEmpty() && isDeviceOpen(), gives));
    return seen;
  }

  private void connect() {
    try {
      own = SocketChannel.open(port.address());
      own.configureBlocking(false);
    } catch (IOException | java.nio.channels.UnresolvedAddressException e) {
      own = null; // nobody listens yet, or at all
    }
  }

  private void takeWhatCame() {
    if (own == null) {
      return;
    }
    try {
      int count = own.read(buffer.clear());
      if (count < 0) {
        close();
      }
    } catch (IOException e) {
      close();
    }
  }

  private boolean isDeviceOpen() {
    if (port.device().isEmpty()) {
      return false;
    }
    try (Stream<Path> open = Files.list(Path.of("/proc/" + service + "/fd"))) {
      Path device = Path.of(port.device().get()).toRealPath();
      return open.anyMatch(file -> leadsTo(file, device));
    } catch (IOException e) {
      return false; // no such device or process
    }
  }

  private static boolean leadsTo(Path file, Path device) {
    try {
      return Files.readSymbolicLink(file).equals(device);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  @Override
  public void close() {
    try {
      if (own != null) {
        own.close();
      }
    } catch (IOException e) {
      // It is gone either way.
    }
    own = null;
  }
}
