package org.evsebridge.bridge.http;

import java.util.Map;
import java.util.Optional;

/** What each path answers. Belongs to one event loop. */
final class Paths {
  static final String SOCKET = "/ws";

  private static final String LIVES = "/health";

  private final Optional<HouseApi> house;
  private final BridgeView view;
  private final Metrics metrics;

  /**
   * @param house empty where no meter is read
   */
  Paths(Optional<HouseApi> house, BridgeView view, Metrics metrics) {
    this.house = house;
    this.view = view;
    this.metrics = metrics;
  }

  /** Whether a path tells nothing that a token should keep. */
  static boolean isOpen(String path) {
    return path.equals(LIVES);
  }

  /**
   * What reading a path gives.
   *
   * @param isTrusted whether the caller may see clients' addresses
   * @return empty for a path that there is not
   */
  Optional<Answer> get(String path, boolean isTrusted) {
    return switch (path) {
      case LIVES -> Optional.of(Answer.json(Map.of("status", "alive")));
      case "/ready" -> Optional.of(view.ready());
      case "/metrics" -> Optional.of(metrics.answer());
      case "/api/bridge" -> Optional.of(Answer.json(view.state(isTrusted)));
      default -> house.flatMap(api -> api.get(path));
    };
  }

  /** What putting something to a path gives; empty for a path that nothing can be put to. */
  Optional<Answer> put(String path, byte[] body) {
    return house.flatMap(api -> api.put(path, body));
  }
}
