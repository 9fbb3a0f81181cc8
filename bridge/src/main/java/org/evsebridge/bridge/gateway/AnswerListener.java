package org.evsebridge.bridge.gateway;

import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/** Reads along what units answer, whoever asked: a client, a load guard or the bridge itself. */
@FunctionalInterface
public interface AnswerListener {
  /** Nobody reads along. */
  AnswerListener NONE = (line, sent, answer) -> {};

  /**
   * A unit has answered. Called from the line's threads; must neither block nor fail.
   *
   * @param line the line's name
   * @param sent what went on the line
   * @param answer what came, which may be an exception
   */
  void answered(String line, Adu sent, Pdu answer);
}
