package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * What a load guard itself wants of a unit. It goes out before everything that waits, and is taken
 * for no client's: it empties no cache, its silence makes no unit rest, and a write is held back by
 * nothing that is owed (a read is, as its answer could be another's). It keeps off a unit whose
 * magic was just written, and the whole line while a client speaks to a bootloader.
 */
public interface GuardRequest {
  /** The unit that is asked, 1 to 247. */
  int unit();

  /** Whether it only renews what stands: the debug log passes over it when it succeeds. */
  boolean isHeartbeat();

  /**
   * What is sent, asked for when the line is free for it; empty when nothing is to be sent any
   * more, and then nothing more is heard of it. What must wait for owed answers is asked again.
   */
  Optional<Pdu> toLine(long now);

  /**
   * It is over.
   *
   * @param sent what was sent; empty when the line is down
   * @param answer what came, which may be an exception; empty when nothing usable did
   */
  void ended(Optional<Pdu> sent, Optional<Pdu> answer, long now);
}
