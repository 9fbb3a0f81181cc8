package org.evsebridge.bridge.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.evsebridge.bridge.config.http.HttpLimits;
import org.evsebridge.bridge.house.ProgramFaults;
import org.evsebridge.bridge.status.Count;
import org.evsebridge.bridge.status.Counters;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of {@code /ws}: each gets every telegram whole, as one binary message. What they send
 * is not looked at. Belongs to one event loop.
 */
final class TelegramSockets {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramSockets.class);

  private final String name;
  private final HttpLimits limits;
  private final Counters counters;
  private final ProgramFaults faults;
  private final Episode full = new Episode();
  private final Map<ServerWebSocket, ClientSocket> clients = new LinkedHashMap<>();
  private int coming;

  /**
   * @param name for the log
   * @param faults where is told what failed by a fault of the program
   */
  TelegramSockets(String name, HttpLimits limits, Counters counters, ProgramFaults faults) {
    this.name = name;
    this.limits = limits;
    this.counters = counters;
    this.faults = faults;
  }

  /** Whether one more may come; said before the upgrade, for who is closed after it comes back. */
  boolean hasPlace() {
    return clients.size() + coming < limits.maxWebSockets();
  }

  /** A client found no place. */
  void refused(HttpServerRequest request) {
    counters.one(Count.REFUSED);
    if (full.starts()) {
      LOG.warn(
          "{}: {} found no place left at /ws (max-websockets: {})",
          name,
          request.remoteAddress(),
          limits.maxWebSockets());
    }
  }

  /** Makes a client of one whose request wishes it. */
  void add(HttpServerRequest request, Runnable upgraded) {
    ClientSocket wire = ClientSocket.of(request.connection());
    Future<ServerWebSocket> upgrade = request.toWebSocket();
    coming++; // only now: what has failed before takes no place
    upgrade.onComplete(
        (socket, failure) -> {
          coming--;
          if (failure == null) {
            upgraded.run();
            orCut(wire, () -> arrived(socket, wire));
          } else {
            LOG.debug("{}: {} came not through", name, request.remoteAddress(), failure);
          }
        });
  }

  /**
   * Does something for a client; who by a fault of the program does not get it, must come again.
   */
  private void orCut(ClientSocket wire, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      faults.say(name + ": " + wire.counters().address() + " at /ws", e);
      wire.cut();
    }
  }

  private void arrived(ServerWebSocket socket, ClientSocket wire) {
    full.end();
    socket.closeHandler(closed -> left(socket));
    socket.exceptionHandler(failure -> LOG.debug("{}: {}", name, socket.remoteAddress(), failure));
    socket.setWriteQueueMaxSize(limits.maxUnsent());
    clients.put(socket, wire);
    counters.arrived(socket, wire::counters);
    counters.one(Count.ACCEPTED);
    LOG.info("{}: {} connected to /ws", name, socket.remoteAddress());
    // Each frame may ask for an answer, for whose place nobody vouches who does not read.
    socket.frameHandler(frame -> orCut(wire, () -> cutOffIfFull(socket, wire)));
  }

  private void left(ServerWebSocket socket) {
    if (clients.remove(socket) != null) {
      counters.left(socket);
      LOG.info("{}: {} left /ws", name, socket.remoteAddress());
    }
  }

  /** Whether nothing can be sent to a client any more: it has gone, or is made to go now. */
  private boolean cutOffIfFull(ServerWebSocket socket, ClientSocket wire) {
    if (socket.isClosed() || !socket.writeQueueFull()) {
      return socket.isClosed();
    }
    if (clients.remove(socket) != null) {
      counters.left(socket);
      counters.one(Count.CUT_OFF);
      LOG.warn("{}: {} does not read /ws; cut off", name, socket.remoteAddress());
    }
    wire.cut();
    return true;
  }

  /** Sends a telegram to every client. */
  void send(byte[] telegram) {
    Buffer bytes = Buffer.buffer(telegram);
    Map.copyOf(clients)
        .forEach(
            (socket, wire) -> {
              if (!cutOffIfFull(socket, wire)) {
                orCut(wire, () -> wire.gives(bytes.length(), socket.writeBinaryMessage(bytes)));
              }
            });
  }
}
