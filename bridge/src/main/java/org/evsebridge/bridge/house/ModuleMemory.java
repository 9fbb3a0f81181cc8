package org.evsebridge.bridge.house;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Touched;
import org.evsebridge.bridge.registers.ErrorBit;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.registers.SettingBit;

/**
 * What one module has said, register by register, and what is to be read of it. Moments are in
 * milliseconds and come in from outside. Not thread-safe.
 */
final class ModuleMemory {
  /** A state that is older stands for nothing: a poll and a long time-out fit in. */
  static final long FRESH = 20_000;

  /** Who did not answer, or refused, is asked again after so long, unless it is heard before. */
  static final long REST = 60_000;

  private static final double PARTS = 256; // of an ampere, a volt, a kilowatt-hour

  /** Behind function and byte count of an answer to a read. */
  private static final int FIRST_WORD = 2;

  private final String line;
  private final int unit;
  private final Map<ModuleRegister, Kept> kept = new EnumMap<>(ModuleRegister.class);
  private final Map<ModulePoll, Long> refused = new EnumMap<>(ModulePoll.class);
  private OptionalLong heard = OptionalLong.empty();
  private OptionalLong silent = OptionalLong.empty();

  private record Kept(int[] words, long at) {}

  ModuleMemory(String line, int unit) {
    this.line = line;
    this.unit = unit;
  }

  /** Takes in what the module answered, to whomever. */
  void answered(Pdu sent, Pdu answer, long now) {
    heard = OptionalLong.of(now);
    silent = OptionalLong.empty();
    if (answer.isException()) {
      return;
    }
    if (sent.function() == RegisterSpace.WRITE_SINGLE && sent.length() >= 5) {
      ModuleRegister.at(RegisterSpace.HOLDING, sent.u16(1))
          .ifPresent(register -> kept.put(register, new Kept(new int[] {sent.u16(3)}, now)));
      return;
    }
    for (RegisterSpace space : RegisterSpace.values()) {
      if (sent.function() == space.readFunction()) {
        Touched.readBy(sent).ifPresent(read -> keep(space, read, answer, now));
      }
    }
  }

  private void keep(RegisterSpace space, Touched read, Pdu answer, long now) {
    if (answer.length() < FIRST_WORD + 2 * read.count()) {
      return;
    }
    int end = read.address() + read.count();
    for (ModuleRegister register : ModuleRegister.touched(space, read.address(), read.count())) {
      if (register.address() >= read.address() && register.address() + register.count() <= end) {
        int[] words = new int[register.count()];
        for (int i = 0; i < words.length; i++) {
          words[i] = answer.u16(FIRST_WORD + 2 * (register.address() - read.address() + i));
        }
        kept.put(register, new Kept(words, now));
      }
    }
  }

  /** What is to be read now: what nobody has read for too long. */
  Optional<ModulePoll> due(long now) {
    if (silent.isPresent() && now - silent.getAsLong() < REST) {
      return Optional.empty();
    }
    for (ModulePoll poll : ModulePoll.values()) {
      boolean rests = refused.containsKey(poll) && now - refused.get(poll) < REST;
      if (!rests && isStale(poll, now)) {
        return Optional.of(poll);
      }
    }
    return Optional.empty();
  }

  private boolean isStale(ModulePoll poll, long now) {
    for (ModuleRegister register : ModuleRegister.values()) {
      if (poll.covers(register)
          && (!kept.containsKey(register) || now - kept.get(register).at > poll.maxAge())) {
        return true;
      }
    }
    return false;
  }

  /** The module refused what was read. */
  void refused(ModulePoll poll, long now) {
    refused.put(poll, now);
  }

  /** The module gave no answer. */
  void wasSilent(long now) {
    silent = OptionalLong.of(now);
  }

  ModuleReading reading(long now) {
    OptionalInt state = word(ModuleRegister.STATE);
    OptionalInt currents = word(ModuleRegister.CURRENTS);
    boolean fresh =
        kept.containsKey(ModuleRegister.STATE) && now - kept.get(ModuleRegister.STATE).at <= FRESH;
    return new ModuleReading(
        line,
        unit,
        heard.isPresent() ? OptionalLong.of(now - heard.getAsLong()) : heard,
        fresh,
        state.isPresent() ? ModuleState.ofCode(low(state)) : Optional.empty(),
        errors(state),
        perPhase(ModuleRegister.CURRENT_L1, ModuleRegister.CURRENT_L2, ModuleRegister.CURRENT_L3),
        perPhase(ModuleRegister.VOLTAGE_L1, ModuleRegister.VOLTAGE_L2, ModuleRegister.VOLTAGE_L3),
        part(ModuleRegister.SESSION_ENERGY),
        part(ModuleRegister.TOTAL_ENERGY),
        currents.isPresent() ? OptionalInt.of(currents.getAsInt() >> 8) : currents,
        currents.isPresent() ? OptionalInt.of(low(currents)) : currents,
        limit(),
        threePhases(),
        celsius(),
        serial(),
        text(ModuleRegister.FIRMWARE));
  }

  private static int low(OptionalInt word) {
    return word.getAsInt() & 0xFF;
  }

  private static Set<ErrorBit> errors(OptionalInt state) {
    Set<ErrorBit> errors = EnumSet.noneOf(ErrorBit.class);
    for (ErrorBit bit : ErrorBit.values()) {
      if (state.isPresent() && (state.getAsInt() >> 8 & bit.mask()) != 0) {
        errors.add(bit);
      }
    }
    return errors;
  }

  private OptionalInt word(ModuleRegister register) {
    return kept.containsKey(register)
        ? OptionalInt.of(kept.get(register).words[0])
        : OptionalInt.empty();
  }

  /** A number of 256ths, low word first. */
  private OptionalDouble part(ModuleRegister register) {
    if (!kept.containsKey(register)) {
      return OptionalDouble.empty();
    }
    long number = 0;
    int[] words = kept.get(register).words;
    for (int i = words.length - 1; i >= 0; i--) {
      number = number << 16 | words[i];
    }
    return OptionalDouble.of(number / PARTS);
  }

  private Optional<PerPhase> perPhase(ModuleRegister l1, ModuleRegister l2, ModuleRegister l3) {
    return part(l1).isPresent() && part(l2).isPresent() && part(l3).isPresent()
        ? Optional.of(
            new PerPhase(part(l1).getAsDouble(), part(l2).getAsDouble(), part(l3).getAsDouble()))
        : Optional.empty();
  }

  private OptionalInt celsius() {
    OptionalInt word = word(ModuleRegister.TEMPERATURE);
    return word.isPresent() ? OptionalInt.of((short) word.getAsInt()) : word;
  }

  private OptionalInt limit() {
    OptionalInt word = word(ModuleRegister.LIMIT);
    return word.isPresent() ? OptionalInt.of(low(word)) : word;
  }

  private Optional<Boolean> threePhases() {
    OptionalInt word = word(ModuleRegister.SETTINGS);
    return word.isPresent()
        ? Optional.of(SettingBit.THREE_PHASES.in(word.getAsInt()))
        : Optional.empty();
  }

  private Optional<String> serial() {
    if (!kept.containsKey(ModuleRegister.SERIAL_NUMBER)) {
      return Optional.empty();
    }
    StringBuilder digits = new StringBuilder();
    for (int word : kept.get(ModuleRegister.SERIAL_NUMBER).words) {
      digits.append(HexFormat.of().toHexDigits((short) word));
    }
    return Optional.of(digits.toString());
  }

  private Optional<String> text(ModuleRegister register) {
    return Optional.ofNullable(kept.get(register)).map(words -> register.render(words.words));
  }
}
