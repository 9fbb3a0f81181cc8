package org.evsebridge.simulator.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.Optional;

/**
 * The page's files, as they lie in the program: its own, and those that it shares with the bridge's
 * page. Whoever has them can see nothing of the rig yet.
 */
final class PageFiles {
  /** Where they lie under the server's root. */
  private static final String ROOT = "/page/";

  private static final String NAME = "[a-z][a-z0-9-]*(\\.[a-z0-9]+)+";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** In the order in which a file is looked for. */
  private static final String[] FOLDERS = {
    "/org/evsebridge/simulator/page/",
    "/org/evsebridge/bridge/web/",
    "/META-INF/resources/webjars/uplot/1.6.30/dist/"
  };

  /** Nothing but what comes from here is loaded, run or asked. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache",
          "Vary",
          "Accept");

  private PageFiles() {}

  /** Whether a path could be one of the page's files. */
  static boolean isUnder(String path) {
    return path.startsWith(ROOT);
  }

  /** The page itself. */
  static ApiAnswer page() {
    return file("index.html").orElseThrow();
  }

  /** A file of the page by its path; empty where there is none. */
  static Optional<ApiAnswer> at(String path) {
    String name = path.substring(ROOT.length());
    return name.matches(NAME) ? file(name) : Optional.empty();
  }

  private static Optional<ApiAnswer> file(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    for (String folder : FOLDERS) {
      URL found = type == null ? null : PageFiles.class.getResource(folder + name);
      if (found != null) {
        return Optional.of(new ApiAnswer(200, type, bytes(found), HEADERS));
      }
    }
    return Optional.empty();
  }

  private static byte[] bytes(URL file) {
    try (InputStream in = file.openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the program
    }
  }
}
