package org.evsebridge.bridge.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.evsebridge.bridge.house.Json;

/**
 * What a request gets.
 *
 * @param headers beside those of every answer
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain; charset=utf-8";

  static Answer json(Object value) {
    return json(200, value);
  }

  static Answer json(int status, Object value) {
    return new Answer(status, JSON, Json.bytes(value), Map.of());
  }

  /** Bytes of some type, as they are. */
  static Answer of(String type, byte[] body) {
    return new Answer(200, type, body, Map.of());
  }

  /** One sentence for a person. */
  static Answer says(int status, String sentence) {
    return new Answer(status, TEXT, (sentence + "\n").getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Answer with(String header, String value) {
    return with(Map.of(header, value));
  }

  Answer with(Map<String, String> more) {
    return new Answer(status, type, body, more);
  }
}
