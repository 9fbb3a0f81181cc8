package org.evsebridge.simulator.junit;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.p1.Telegram;

/** What the smart meter has sent since the beginning of the test. */
public interface Telegrams {
  /** The telegrams in order, the last thousand of them. */
  List<Telegram> all();

  /** The last one; empty before the first. */
  default Optional<Telegram> last() {
    List<Telegram> all = all();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }
}
