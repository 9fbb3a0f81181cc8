package org.evsebridge.bridge.modbus;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Finds the requests in what one client sends, split anywhere, and tells Modbus TCP and RTU over
 * TCP apart: the first whole frame decides, until one shows that it was wrong. The caller says when
 * there was silence. Holds no more than one frame. Not thread-safe.
 */
public final class RequestReader {
  /** After how long without a byte {@link #silence} is to be called. */
  public static final Duration SILENCE = Duration.ofMillis(50);

  private final byte[] bytes = new byte[Mbap.MAX_LENGTH];
  private int length;
  private RequestState state;

  private RequestReader(RequestState state) {
    this.state = state;
  }

  /** A reader that finds out which framing it is. */
  public static RequestReader detecting() {
    return new RequestReader(new RequestState.Undecided());
  }

  /** A reader of one framing only. */
  public static RequestReader of(Framing framing) {
    return new RequestReader(
        framing == Framing.TCP ? new RequestState.InTcp(false) : new RequestState.InRtu(false));
  }

  /** Takes bytes that came; what they complete goes to the sink, in order. */
  public void received(byte[] came, Consumer<Received> sink) {
    int from = 0;
    while (from < came.length) {
      int n = Math.min(came.length - from, bytes.length - length);
      System.arraycopy(came, from, bytes, length, n);
      length += n;
      from += n;
      look(false, sink);
    }
  }

  /** Says that nothing came for {@link #SILENCE}. */
  public void silence(Consumer<Received> sink) {
    if (waitsForSilence()) {
      look(true, sink);
    }
  }

  /** Whether silence would end something: a frame that is not whole, or bytes being dropped. */
  public boolean waitsForSilence() {
    return length > 0 && !(state instanceof RequestState.InTcp)
        || state instanceof RequestState.Skipping;
  }

  private void look(boolean silence, Consumer<Received> sink) {
    RequestState.Step step;
    do {
      step = state.look(bytes, length, silence);
      if (step != RequestState.WAIT) {
        state = step.next();
        length -= step.consumed();
        System.arraycopy(bytes, step.consumed(), bytes, 0, length);
        if (step.received() != null) {
          sink.accept(step.received());
        }
      }
    } while (step != RequestState.WAIT && length > 0);
  }
}
