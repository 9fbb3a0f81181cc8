package org.evsebridge.bridge.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.web.PageFiles;

/** What each path answers. Belongs to one event loop. */
final class Paths {
  static final String SOCKET = "/ws";
  static final String EVENTS = "/events";

  private static final String PAGE = "/";
  private static final String LIVES = "/health";
  private static final String DESCRIPTION = "/openapi.yaml";

  private final Optional<HouseApi> house;
  private final BridgeView view;
  private final HouseWatch watch;
  private final Metrics metrics;
  private final PageFiles files = new PageFiles("/org/evsebridge/bridge/http/page/");

  /**
   * @param house empty where no meter is read
   */
  Paths(Optional<HouseApi> house, BridgeView view, HouseWatch watch, Metrics metrics) {
    this.house = house;
    this.view = view;
    this.watch = watch;
    this.metrics = metrics;
  }

  /** Whether a path tells nothing that a token should keep. */
  static boolean isOpen(String path) {
    return path.equals(LIVES)
        || path.equals(PAGE)
        || path.equals(DESCRIPTION)
        || PageFiles.isUnder(path);
  }

  /**
   * What reading a path gives.
   *
   * @param isTrusted whether the caller may see clients' addresses
   * @return empty for a path that there is not
   */
  Optional<Answer> get(String path, boolean isTrusted) {
    return switch (path) {
      case PAGE -> Optional.of(answer(files.page()));
      case DESCRIPTION -> files.at(PageFiles.ROOT + "openapi.yaml").map(Paths::answer);
      case LIVES -> Optional.of(Answer.json(Map.of("status", "alive")));
      case "/ready" -> Optional.of(view.ready());
      case "/metrics" -> Optional.of(metrics.answer());
      case "/api/bridge" -> Optional.of(Answer.json(view.state(isTrusted)));
      case "/api/bridge/history" -> Optional.of(Answer.json(watch.view()));
      default -> house.flatMap(api -> api.get(path)).or(() -> files.at(path).map(Paths::answer));
    };
  }

  private static Answer answer(PageFiles.PageFile file) {
    return Answer.of(file.type(), file.content()).with(PageFiles.HEADERS);
  }

  /** The methods that a path takes; empty for a path that there is not. */
  List<String> methods(String path) {
    List<String> methods = new ArrayList<>();
    if (path.equals(EVENTS)) {
      methods.add("GET");
    } else if (get(path, false).isPresent()) {
      methods.addAll(List.of("GET", "HEAD"));
    }
    if (house.isPresent() && HouseApi.canBePut(path)) {
      methods.add("PUT");
    }
    return methods;
  }

  /** What putting something to a path gives; empty for a path that nothing can be put to. */
  Optional<Answer> put(String path, byte[] body) {
    return house.flatMap(api -> api.put(path, body));
  }
}
