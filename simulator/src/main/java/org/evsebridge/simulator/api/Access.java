package org.evsebridge.simulator.api;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may call. With a token, those who know it; without one, programs of this machine, but no web
 * page that a browser of this machine shows: such a page names itself in {@code Origin}, or reaches
 * the port under a host name of its own.
 */
final class Access {
  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?");
  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> token;

  Access(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Lets a request pass.
   *
   * @throws ApiException when it may not
   */
  void check(HttpHeaders headers) {
    if (token.isPresent()) {
      if (!bears(headers.get("Authorization"))) {
        throw new ApiException(
            401,
            "this needs the header 'Authorization: Bearer …' with the rig's token",
            Map.of("WWW-Authenticate", "Bearer"));
      }
      return;
    }
    String host = headers.get("Host");
    String origin = headers.get("Origin");
    boolean local =
        host != null
            && LOCAL.matcher(host).matches()
            && (origin == null || origin.equals("http://" + host));
    if (!local) {
      throw new ApiException(
          403,
          "without a token only programs of this machine may call, by localhost, 127.0.0.1 or"
              + " [::1]: rig.yaml's 'http: {token: …}' lets others in");
    }
  }

  private boolean bears(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8), token.get());
  }
}
