package org.evsebridge.bridge.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/** Who may call, and what he may see. */
final class CallerCheck {
  private final Hosts hosts;
  private final Optional<Token> token;
  private final boolean readNeedsToken;

  CallerCheck(Hosts hosts, Optional<Token> token, boolean readNeedsToken) {
    this.hosts = hosts;
    this.token = token;
    this.readNeedsToken = readNeedsToken;
  }

  /**
   * Why a request is not served; empty when it is.
   *
   * @param target what stands behind the method: a path, or a whole address
   */
  Optional<Answer> refusal(Target target, MultiMap headers) {
    List<String> named = headers.getAll("Host");
    if (named.size() != 1) {
      return Optional.of(
          Answer.says(400, "a request has one header 'Host', this one has " + named.size()));
    }
    String host = named.get(0);
    if (!hosts.allow(host) || !target.authority().map(hosts::allow).orElse(true)) {
      return Optional.of(
          Answer.says(
              403,
              "this bridge is not called '"
                  + printable(target.authority().filter(at -> !hosts.allow(at)).orElse(host))
                  + "': call it by its address or a name without a dot, or put the name into"
                  + " 'hosts' of bridge.yaml"));
    }
    boolean isForeign =
        headers.getAll("Origin").stream().anyMatch(origin -> !Hosts.isOwn(origin, host));
    return isForeign
        ? Optional.of(Answer.says(403, "pages of other places may not call this bridge"))
        : Optional.empty();
  }

  /** Whether a caller must give the token and does not. */
  Optional<Answer> unauthorized(MultiMap headers) {
    return readNeedsToken && !hasToken(headers)
        ? Optional.of(
            Answer.says(401, "this needs the header 'Authorization: Bearer …' with the token")
                .with("WWW-Authenticate", "Bearer"))
        : Optional.empty();
  }

  boolean hasToken(MultiMap headers) {
    return token.isPresent() && token.get().isIn(headers.get("Authorization"));
  }

  private static String printable(String name) {
    return name.replaceAll("[^\\x21-\\x7E]", "?");
  }
}
