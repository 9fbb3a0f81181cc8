package org.evsebridge.bridge.gateway;

import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.AnswerReading;

/**
 * What stands at the start of bytes that nobody has asked for.
 *
 * @param length the bytes that are done with; 0 while more must come first
 * @param adu the answer that they are; empty for noise
 */
record StrayFrame(int length, Optional<Adu> adu) {
  /**
   * Looks at bytes.
   *
   * @param silent whether nothing more belongs to them
   */
  static StrayFrame in(byte[] bytes, boolean silent) {
    AnswerReading reading = AnswerReading.of(bytes, 0, silent);
    if (reading instanceof AnswerReading.Frame frame) {
      return new StrayFrame(frame.length(), Optional.of(frame.adu()));
    }
    if (reading instanceof AnswerReading.Incomplete && !silent) {
      return new StrayFrame(0, Optional.empty());
    }
    for (int from = 1; from < bytes.length; from++) { // an answer behind noise
      if (AnswerReading.of(bytes, from, false) instanceof AnswerReading.Frame) {
        return new StrayFrame(from, Optional.empty());
      }
    }
    return new StrayFrame(silent ? bytes.length : 0, Optional.empty());
  }
}
