package org.evsebridge.simulator.replay;

import java.util.Optional;
import java.util.OptionalInt;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.recording.RecordedExchange;

/**
 * The words that a read brought.
 *
 * @param first the address of the first word
 * @param count how many there are
 * @param answer the PDU that holds them
 */
record RecordedRegisters(RegisterSpace space, int first, int count, Pdu answer) {
  /** Header of a read answer: function code and byte count. */
  private static final int HEADER = 2;

  /** The words of an exchange that is an answered read; empty for any other. */
  static Optional<RecordedRegisters> of(RecordedExchange exchange) {
    return exchange.answer().flatMap(answer -> of(exchange.request().pdu(), answer));
  }

  private static Optional<RecordedRegisters> of(Pdu request, Adu answer) {
    for (RegisterSpace space : RegisterSpace.values()) {
      boolean read = request.function() == space.readFunction() && request.length() == 5;
      if (read && !answer.pdu().isException() && Answers.fits(request, answer.pdu())) {
        return Optional.of(
            new RecordedRegisters(space, request.u16(1), request.u16(3), answer.pdu()));
      }
    }
    return Optional.empty();
  }

  /** Whether all of a register was read. */
  boolean hold(ModuleRegister register) {
    return register.space() == space
        && register.address() >= first
        && register.address() + register.count() <= first + count;
  }

  /** The words of a register that {@link #hold} says is there. */
  int[] words(ModuleRegister register) {
    int[] words = new int[register.count()];
    for (int i = 0; i < words.length; i++) {
      words[i] = word(register.address() + i);
    }
    return words;
  }

  int word(int address) {
    return answer.u16(HEADER + 2 * (address - first));
  }

  /** The word of a register that has one; empty when it was not read. */
  OptionalInt value(ModuleRegister register) {
    return hold(register) ? OptionalInt.of(word(register.address())) : OptionalInt.empty();
  }
}
