package org.evsebridge.simulator.api;

import java.util.HashMap;
import java.util.Map;
import org.evsebridge.bridge.web.PageFiles;

/**
 * What a request is answered.
 *
 * @param type the body's; of no account when there is none
 * @param headers besides its type and length
 */
record ApiAnswer(int status, String type, byte[] body, Map<String, String> headers) {

  /** What went wrong, as every refusal tells it. */
  record ErrorView(String error) {}

  /**
   * An answer in JSON.
   *
   * @param value null for an answer without a body
   */
  static ApiAnswer json(int status, Object value) {
    byte[] body = value == null ? new byte[0] : JsonText.text(value);
    return new ApiAnswer(status, "application/json", body, Map.of());
  }

  /** A file of the page; at "/" it depends on who asks. */
  static ApiAnswer of(PageFiles.PageFile file) {
    Map<String, String> headers = new HashMap<>(PageFiles.HEADERS);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Vary", "Accept");
    return new ApiAnswer(200, file.type(), file.content(), headers);
  }

  /** A refusal with its sentence. */
  static ApiAnswer refusal(int status, String sentence) {
    return json(status, new ErrorView(sentence));
  }

  static ApiAnswer refusal(ApiException why) {
    return refusal(why.status(), why.getMessage()).with(why.headers());
  }

  private ApiAnswer with(Map<String, String> others) {
    return new ApiAnswer(status, type, body, others);
  }
}
