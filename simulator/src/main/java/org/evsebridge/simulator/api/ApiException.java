package org.evsebridge.simulator.api;

import java.util.Map;

/** A request that is refused; the message is a sentence for the caller. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> headers;

  /**
   * @param headers what the answer's headers say besides
   */
  ApiException(int status, String sentence, Map<String, String> headers) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }

  ApiException(int status, String sentence) {
    this(status, sentence, Map.of());
  }

  static ApiException notFound(String sentence) {
    return new ApiException(404, sentence);
  }

  static ApiException badRequest(String sentence) {
    return new ApiException(400, sentence);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }
}
