package org.evsebridge.bridge.gateway;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * Who stands between the clients and the guarded units of one line: a load guard. Its own requests
 * go before the queue; what a client writes may go on the line otherwise, and what a client reads
 * may be shown otherwise.
 *
 * <p>Called from the line's threads and the clients', at times while the line's lock is held:
 * nothing here may block or call the gateway, save for {@link Consumer#accept} of what {@link #on}
 * was given. Moments are in nanoseconds of {@link System#nanoTime}. What is not overridden leaves
 * requests and answers as they are.
 */
public interface LineGuard {
  /** A line that nobody guards. */
  LineGuard NONE = new NoGuard();

  /** The units that it guards. */
  Set<Integer> units();

  /**
   * Takes the line, once and before anything goes on it.
   *
   * @param line takes the guard's own requests; from any thread, with any lock held. It does not
   *     block. At most one waits for each unit: a newer one takes the place of one that was not
   *     sent yet, which hears nothing more
   */
  void on(Consumer<GuardRequest> line);

  /**
   * What a client's request is refused with; empty when it may go. Asked of every request on the
   * line, broadcasts and those to other units too.
   */
  Optional<ExceptionCode> refusal(Adu request);

  /**
   * Whether the guard decides what such a request writes: it goes on the line as {@link #toLine}
   * says. Nothing that is owed holds it back, as one echo of a value is as good as another.
   */
  default boolean clamps(Adu request) {
    return false;
  }

  /**
   * A client asks; its answer may come off the line, out of the cache or with another's.
   *
   * @param host the address it asks from: connections come and go
   */
  default void asked(Adu request, String host, long now) {}

  /** What goes on the line for a request that is clamped. Asked right before it is sent. */
  default Adu toLine(Adu request, String host, long now) {
    return request;
  }

  /** A unit has answered a client's request; what the guard itself asked for is not told here. */
  default void answered(Adu sent, Pdu answer, long now) {}

  /** What a client gets for what its unit has answered, now or, where it is kept, before. */
  default Pdu shown(Adu request, Pdu answer, long now) {
    return answer;
  }
}
