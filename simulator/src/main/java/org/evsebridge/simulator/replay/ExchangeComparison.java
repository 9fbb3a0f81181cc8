package org.evsebridge.simulator.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RequestText;
import org.evsebridge.simulator.recording.RecordedExchange;
import org.evsebridge.simulator.replay.ExchangeVerdict.Difference;

/** Holds a recorded answer against the model's, register by register where both are values. */
final class ExchangeComparison {
  private final RecordedExchange recorded;
  private final Optional<Adu> model;
  private final List<Difference> differences = new ArrayList<>();
  private int near;

  private ExchangeComparison(RecordedExchange recorded, Optional<Adu> model) {
    this.recorded = recorded;
    this.model = model;
  }

  /**
   * @param model what the model answers to the recorded request; empty for silence
   */
  static ExchangeVerdict of(RecordedExchange recorded, Optional<Adu> model) {
    ExchangeComparison comparison = new ExchangeComparison(recorded, model);
    comparison.compare();
    return new ExchangeVerdict(recorded, comparison.near, List.copyOf(comparison.differences));
  }

  private void compare() {
    Optional<RecordedRegisters> theirs = RecordedRegisters.of(recorded);
    Optional<RecordedRegisters> ours =
        RecordedRegisters.of(
            new RecordedExchange(recorded.line(), recorded.at(), recorded.request(), model));
    if (theirs.isPresent() && ours.isPresent()) {
      compare(theirs.get(), ours.get());
    } else if (!recorded.answer().equals(model)) {
      differences.add(new Difference("answer", text(recorded.answer()), text(model)));
    }
  }

  private String text(Optional<Adu> answer) {
    return answer
        .map(adu -> RequestText.ofAnswer(recorded.request().pdu(), adu.pdu()))
        .orElse("silence");
  }

  private void compare(RecordedRegisters theirs, RecordedRegisters ours) {
    int end = theirs.first() + theirs.count();
    int address = theirs.first();
    while (address < end) {
      int at = address;
      Optional<ModuleRegister> register =
          ModuleRegister.at(theirs.space(), at)
              .filter(known -> known.address() == at && theirs.hold(known));
      if (register.isPresent()) {
        compare(register.get(), theirs.words(register.get()), ours.words(register.get()));
      } else if (theirs.word(at) != ours.word(at)) {
        differences.add(
            new Difference(
                String.format("0x%04X", at),
                String.format("0x%04X", theirs.word(at)),
                String.format("0x%04X", ours.word(at))));
      }
      address += register.map(ModuleRegister::count).orElse(1);
    }
  }

  private void compare(ModuleRegister register, int[] theirs, int[] ours) {
    Likeness likeness = Likeness.of(register);
    if (likeness == Likeness.OF_ITS_OWN || Arrays.equals(theirs, ours)) {
      return;
    }
    if (likeness == Likeness.MEASURED && Likeness.isNear(register, theirs[0], ours[0])) {
      near++;
    } else {
      differences.add(
          new Difference(register.title(), register.render(theirs), register.render(ours)));
    }
  }
}
