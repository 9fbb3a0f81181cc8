package org.evsebridge.simulator.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The description of the API; what of it the page makes its forms of is made from it beforehand.
 */
final class Description {
  static final String YAML = "/openapi.yaml";

  private Description() {}

  static ApiAnswer yaml() {
    try (InputStream text = Description.class.getResourceAsStream(YAML)) {
      return new ApiAnswer(200, "application/yaml", text.readAllBytes(), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is in the program
    }
  }
}
