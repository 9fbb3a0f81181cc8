package org.evsebridge.bridge.net;

import java.net.UnknownHostException;

/**
 * Why a host could not be reached, in words for people, as the system's messages name calls and
 * error numbers.
 */
public final class Unreachable {
  private Unreachable() {}

  /** Says it for the failure of an attempt to connect. */
  public static String reason(Throwable cause) {
    if (cause instanceof UnknownHostException || cause.getCause() instanceof UnknownHostException) {
      return "there is no such host";
    }
    String message = String.valueOf(cause.getMessage());
    return message.contains("refused") ? "connection refused" : message;
  }
}
