package org.evsebridge.bridge.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of a page, as they lie in the program's jar: its own, and those that all pages share,
 * with the library of the plots. They hold nothing that a token should keep. Thread-safe.
 */
public final class PageFiles {
  /** Where browsers find them. */
  public static final String ROOT = "/static/";

  /** What goes with each: nothing but what comes from here is loaded, run or asked. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "Referrer-Policy",
          "no-referrer",
          "Cache-Control",
          "no-cache");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*(\\.[A-Za-z0-9]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "yaml", "application/yaml");

  private final List<String> folders;

  /**
   * A file.
   *
   * @param type as the header {@code Content-Type} has it
   */
  public record PageFile(String type, byte[] content) {}

  /**
   * @param own the folder of the page's own files in the jar, between slashes
   */
  public PageFiles(String own) {
    this.folders =
        List.of(
            own, "/org/evsebridge/bridge/web/", "/META-INF/resources/webjars/uplot/1.6.30/dist/");
  }

  /** The page itself. */
  public PageFile page() {
    return file("index.html").orElseThrow();
  }

  /** Whether a path is one of files, there or not. */
  public static boolean isUnder(String path) {
    return path.startsWith(ROOT);
  }

  /** The file at a path; empty where there is none. */
  public Optional<PageFile> at(String path) {
    String name = isUnder(path) ? path.substring(ROOT.length()) : "";
    return NAME.matcher(name).matches() ? file(name) : Optional.empty();
  }

  private Optional<PageFile> file(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    for (String folder : folders) {
      URL found = type == null ? null : PageFiles.class.getResource(folder + name);
      if (found != null) {
        return Optional.of(new PageFile(type, bytes(found)));
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
