package org.evsebridge.simulator.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.evsebridge.bridge.yaml.Key;

/**
 * A method and a path, and what answers there.
 *
 * @param path with names in braces, such as {@code /chargers/{charger}/car}
 * @param parameters those that the query may have
 * @param body what it takes; empty for nothing
 * @param handler gives the answer's body; null for none
 */
record ApiRoute(
    String method,
    String path,
    int status,
    List<Key<?>> parameters,
    Optional<Body<?>> body,
    Function<Call, Object> handler) {

  /** A route that tells something. */
  static ApiRoute get(String path, Function<Call, Object> handler) {
    return get(path, List.of(), handler);
  }

  static ApiRoute get(String path, List<Key<?>> parameters, Function<Call, Object> handler) {
    return new ApiRoute("GET", path, 200, parameters, Optional.empty(), handler);
  }

  /** A route that takes no body. */
  static ApiRoute bare(String method, String path, int status, Function<Call, Object> handler) {
    return new ApiRoute(
        method,
        path,
        status,
        List.of(),
        Optional.empty(),
        call -> {
          call.readNothing();
          return handler.apply(call);
        });
  }

  /** A route that changes something, takes no body, and answers nothing. */
  static ApiRoute bare(String method, String path, Consumer<Call> handler) {
    return bare(method, path, 204, answeringNothing(handler));
  }

  /** A route that takes a body. */
  static ApiRoute takes(
      Body<?> body, String method, String path, int status, Function<Call, Object> handler) {
    return new ApiRoute(method, path, status, List.of(), Optional.of(body), handler);
  }

  /** A route that changes something, takes a body, and answers nothing. */
  static ApiRoute takes(Body<?> body, String method, String path, Consumer<Call> handler) {
    return takes(body, method, path, 204, answeringNothing(handler));
  }

  private static Function<Call, Object> answeringNothing(Consumer<Call> handler) {
    return call -> {
      handler.accept(call);
      return null;
    };
  }

  /** The names in a path that this route's path matches; empty when it does not match. */
  Optional<Map<String, String>> match(String asked) {
    String[] parts = path.split("/", -1);
    String[] askedParts = asked.split("/", -1);
    if (parts.length != askedParts.length) {
      return Optional.empty();
    }
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].startsWith("{")) {
        names.put(parts[i].substring(1, parts[i].length() - 1), askedParts[i]);
      } else if (!parts[i].equals(askedParts[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
