package org.evsebridge.simulator.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evsebridge.bridge.yaml.Key;

/**
 * A whole HTTP request.
 *
 * @param method what is asked; HEAD as GET
 * @param host that it is meant for: an absolute address names it, the header {@code Host}
 *     otherwise; empty where an old program names none
 * @param head whether the answer's body is not wanted
 * @param rawQuery what follows the question mark, as it came; empty for none
 */
record ApiRequest(
    String method,
    String host,
    boolean head,
    String path,
    String rawQuery,
    HttpHeaders headers,
    String body) {

  /**
   * Takes a request apart.
   *
   * @throws ApiException when its address is not written as addresses are, or it does not name its
   *     host as RFC 9112, section 3.2, wants it
   */
  static ApiRequest of(HttpRequest request, String body) {
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || hosts == 0 && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      throw ApiException.badRequest(
          "an HTTP/1.1 request has one header 'Host', this one has "
              + (hosts == 0 ? "none" : hosts));
    }
    String method = request.method().name();
    boolean head = method.equals("HEAD");
    try {
      // A path that begins with two slashes would be taken for a host.
      String address = request.uri();
      boolean isAbsolute = !address.startsWith("/");
      URI uri = new URI(isAbsolute ? address : "http://localhost" + address);
      if (uri.getPath() == null) {
        throw ApiException.badRequest("the request names no path");
      }
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      String host =
          isAbsolute && uri.getRawAuthority() != null
              ? uri.getRawAuthority()
              : request.headers().get(HttpHeaderNames.HOST, "");
      return new ApiRequest(
          head ? "GET" : method, host, head, uri.getPath(), query, request.headers(), body);
    } catch (URISyntaxException e) {
      throw ApiException.badRequest(
          "the address is not encoded as URLs are: a '%' needs two hexadecimal digits after it,"
              + " and a special character must be written as such");
    }
  }

  /** Whether a browser asks for something to look at; programs get JSON. */
  boolean wantsPage() {
    return headers.getAll(HttpHeaderNames.ACCEPT).stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains("text/html"));
  }

  /**
   * The query's parameters.
   *
   * @param known those that may be there
   * @throws ApiException when there is another one, or one of them twice
   */
  Map<String, String> query(List<Key<?>> known) {
    List<String> names = known.stream().map(Key::name).toList();
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      if (!names.contains(name)) {
        throw ApiException.badRequest(
            "the parameter '"
                + name
                + "' is not known here; "
                + (names.isEmpty() ? "there is none" : "known is " + String.join(", ", names)));
      }
      if (query.put(name, parts.length == 2 ? decoded(parts[1]) : "") != null) {
        throw ApiException.badRequest("the parameter '" + name + "' stands here a second time");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8); // well-formed: the URI has been parsed
  }
}
