package org.evsebridge.bridge.http;

import io.netty.util.NetUtil;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.evsebridge.bridge.house.ProgramFaults;

/**
 * Takes requests from connections: who may not, gets no further; bodies are short; who does not
 * read what it is answered is cut off; what a fault of the program keeps from an answer is answered
 * with that. Belongs to one event loop.
 */
final class RequestHandler {
  private static final int LONGEST_BODY = 4 * 1024;

  private final String name;
  private final ProgramFaults faults;
  private final CallerCheck access;
  private final Paths paths;
  private final Connections connections;
  private final BridgeEvents events;
  private final Optional<TelegramSockets> sockets;

  /**
   * @param name for the log
   * @param faults where is told what failed by a fault of the program
   * @param sockets empty where there are no telegrams
   */
  RequestHandler(
      String name,
      ProgramFaults faults,
      CallerCheck access,
      Paths paths,
      Connections connections,
      BridgeEvents events,
      Optional<TelegramSockets> sockets) {
    this.name = name;
    this.faults = faults;
    this.access = access;
    this.paths = paths;
    this.connections = connections;
    this.events = events;
    this.sockets = sockets;
  }

  void connected(HttpConnection connection) {
    connections.arrived(connection);
  }

  void handle(HttpServerRequest request) {
    answered(request, () -> serve(request));
  }

  /** Does what ends in an answer; left to Vert.x, one that fails would leave the caller waiting. */
  private void answered(HttpServerRequest request, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      faults.say(name + ": " + request.method() + " " + printable(request.uri()), e);
      HttpServerResponse response = request.response();
      if (response.headWritten() || response.isChunked()) {
        ClientSocket.of(request.connection()).cut(); // half an answer must not look like a whole
      } else {
        answer(request, HouseApi.failed());
      }
    }
  }

  private void serve(HttpServerRequest request) {
    if (request.response().writeQueueFull()) {
      ClientSocket.of(request.connection()).cut(); // it asks and asks, and takes no answer
      return;
    }
    Optional<Target> target = Target.of(request.uri());
    if (target.isEmpty()) {
      answer(request, Answer.says(400, "that is no path"));
      return;
    }
    Optional<Answer> refusal = access.refusal(target.get(), request.headers());
    String path = target.get().path();
    if (refusal.isEmpty() && !Paths.isOpen(path)) {
      refusal = access.unauthorized(request.headers());
    }
    if (refusal.isPresent()) {
      answer(request, refusal.get());
    } else if (path.equals(Paths.SOCKET) && sockets.isPresent()) {
      socket(request, sockets.get());
    } else if (path.equals(Paths.EVENTS) && request.method().equals(HttpMethod.GET)) {
      events(request);
    } else if (request.method().equals(HttpMethod.GET)
        || request.method().equals(HttpMethod.HEAD)) {
      answer(request, paths.get(path, isTrusted(request)).orElseGet(() -> notServed(path)));
    } else if (request.method().equals(HttpMethod.PUT)) {
      withBody(
          request, body -> answer(request, paths.put(path, body).orElseGet(() -> notServed(path))));
    } else {
      answer(request, notServed(path));
    }
  }

  private boolean isTrusted(HttpServerRequest request) {
    return access.hasToken(request.headers())
        || NetUtil.createInetAddressFromIpAddressString(request.remoteAddress().hostAddress())
            .isLoopbackAddress();
  }

  /** There is no such path, or it takes other methods. */
  private Answer notServed(String path) {
    List<String> methods = paths.methods(path);
    return methods.isEmpty()
        ? Answer.says(404, "there is no " + printable(path))
        : Answer.says(405, path + " takes only " + String.join(" and ", methods))
            .with("Allow", String.join(", ", methods));
  }

  private static String printable(String path) {
    return path.replaceAll("[^\\x21-\\x7E]", "?");
  }

  private void socket(HttpServerRequest request, TelegramSockets all) {
    boolean wishesOne =
        request.method().equals(HttpMethod.GET)
            && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    if (!wishesOne) {
      answer(
          request,
          Answer.says(426, "this is a WebSocket, which gives the meter's telegrams")
              .with("Upgrade", "websocket"));
    } else if (all.hasPlace()) {
      all.add(request, () -> connections.hasBecomeOther(request.connection()));
    } else {
      all.refused(request);
      answer(request, Answer.says(503, "no place is left here; try again later"));
    }
  }

  private void events(HttpServerRequest request) {
    if (events.hasPlace()) {
      events.add(request, isTrusted(request));
      connections.hasBecomeOther(request.connection());
    } else {
      answer(request, Answer.says(503, "no place is left here; try again later"));
    }
  }

  private void withBody(HttpServerRequest request, Consumer<byte[]> then) {
    Buffer body = Buffer.buffer();
    request.handler(
        piece -> {
          if (body.length() + piece.length() > LONGEST_BODY) {
            request.handler(null);
            request.endHandler(null);
            answer(request, Answer.says(413, "that is too long").with("Connection", "close"));
            request.connection().close();
          } else {
            body.appendBuffer(piece);
          }
        });
    request.endHandler(end -> answered(request, () -> then.accept(body.getBytes())));
  }

  private void answer(HttpServerRequest request, Answer answer) {
    connections.asked(request.connection());
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    response.putHeader("Content-Type", answer.type());
    response.putHeader("Content-Length", String.valueOf(answer.body().length));
    response.putHeader("Cache-Control", "no-store"); // unless an answer has its own
    response.putHeader("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(response::putHeader);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(Buffer.buffer(answer.body()));
    }
  }
}
