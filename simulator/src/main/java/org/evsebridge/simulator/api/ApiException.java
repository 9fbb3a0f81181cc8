package org.evsebridge.simulator.api;

/** A request that is refused; the message is a sentence for the caller. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ApiException(int status, String sentence) {
    super(sentence);
    this.status = status;
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
}
