package org.evsebridge.simulator.api;

import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.evsebridge.bridge.web.PageFiles;

/**
 * Who may call. With a token, those who know it; without one, programs of this machine, but no web
 * page that a browser of this machine shows: such a page is named by {@code Origin} or {@code
 * Sec-Fetch-Site}, or reaches the port under a host name of its own.
 */
final class AccessControl {
  private static final Pattern LOCAL =
      Pattern.compile("(localhost|127(\\.\\d+){3}|\\[::1])(:\\d+)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");
  private static final String SCHEME = "Bearer ";

  /** Tells nothing of the rig, and is asked by what restarts it. */
  static final String HEALTH = "/health";

  private final Optional<byte[]> token;

  AccessControl(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Lets a request pass.
   *
   * @throws ApiException when it may not
   */
  void check(ApiRequest request) {
    HttpHeaders headers = request.headers();
    if (token.isPresent()) {
      if (!isOpen(request) && !bears(headers.get("Authorization"))) {
        throw new ApiException(
            401,
            "this needs the header 'Authorization: Bearer …' with the rig's token",
            Map.of("WWW-Authenticate", "Bearer"));
      }
      return;
    }
    boolean local = LOCAL.matcher(request.host()).matches() && !isOfAnotherPage(request);
    if (!local) {
      throw new ApiException(
          403,
          "without a token only programs of this machine may call, by localhost, 127.0.0.1 or"
              + " [::1]: rig.yaml's 'http: {token: …}' lets others in");
    }
  }

  /** The page asks for the token itself. */
  private static boolean isOpen(ApiRequest request) {
    boolean isPage = request.path().equals("/") && request.wantsPage();
    return isPage || PageFiles.isUnder(request.path()) || request.path().equals(HEALTH);
  }

  /**
   * Whether a browser sent it for a page that is not ours: a page may name itself, and today's
   * browsers say from where each request comes. A link on a page of another place leads here as the
   * typed address does.
   */
  private static boolean isOfAnotherPage(ApiRequest request) {
    String origin = request.headers().get("Origin");
    if (origin != null && !origin.equalsIgnoreCase("http://" + request.host())) {
      return true;
    }
    String site = request.headers().get("Sec-Fetch-Site");
    boolean followsALink =
        request.method().equals("GET")
            && "navigate".equals(request.headers().get("Sec-Fetch-Mode"))
            && "document".equals(request.headers().get("Sec-Fetch-Dest"));
    return site != null && !OWN_SITES.contains(site) && !followsALink;
  }

  private boolean bears(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8), token.get());
  }
}
