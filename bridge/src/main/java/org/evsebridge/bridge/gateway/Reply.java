package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * What a request gets.
 *
 * @param why what happened to it other than a transaction of its own or shared; empty otherwise
 */
record Reply(Request request, Pdu answer, Optional<String> why) {
  static final String FROM_CACHE = "from the cache";

  /** The outcome of a transaction. */
  static Reply of(Request request, Pdu answer) {
    return new Reply(request, answer, Optional.empty());
  }

  static Reply fromCache(Request request, Pdu answer) {
    return new Reply(request, answer, Optional.of(FROM_CACHE));
  }

  static Reply refused(Request request, ExceptionCode code, String why) {
    return new Reply(request, request.refusal(code), Optional.of(why));
  }

  boolean isFromCache() {
    return why.filter(FROM_CACHE::equals).isPresent();
  }
}
