package org.evsebridge.simulator.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Touched;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.recording.RecordedExchange;
import org.evsebridge.simulator.vehicle.CarModel;

/**
 * What a recording tells of the world around the module, and of what was set before it began:
 * whether a car was there, when it came and went, how much it could draw, which limit and phases
 * were set, which cable was plugged.
 *
 * @param plugged whether a car is there, by the index of the exchange before which it came or went;
 *     index 0 is the beginning
 * @param limit the value of 0x0201 at the beginning
 * @param onePhase whether 0x0204 was set to one phase at the beginning
 * @param cableAmperes the lower half of 0x0102
 * @param mostAmperes what the car drew at most, in A
 */
record Situation(
    TreeMap<Integer, Boolean> plugged,
    OptionalInt limit,
    boolean onePhase,
    OptionalInt cableAmperes,
    double mostAmperes) {
  /** Less than this is no charging current: idle phases show up to 0.07 A. In 1/256 A. */
  private static final int CHARGING = 128;

  static Situation of(List<RecordedExchange> exchanges) {
    return new Situation(
        plugged(exchanges),
        limit(exchanges),
        onePhase(exchanges),
        first(exchanges, ModuleRegister.CURRENTS, ModuleRegister.CURRENTS, word -> word & 0xFF),
        mostAmperes(exchanges));
  }

  /** A charger with the cable of the recording, and a car that can draw what was drawn. */
  ChargerSettings fit(ChargerSettings charger) {
    CarModel car = charger.car();
    double most = Math.max(car.maxAmperes(), Math.ceil(mostAmperes));
    Optional<Cable> cable =
        Arrays.stream(Cable.values())
            .filter(known -> cableAmperes.equals(OptionalInt.of(known.amperes())))
            .findFirst();
    return charger.with(car.withMaxAmperes(most)).with(cable.orElse(charger.hardware().cable()));
  }

  /** A change of the state came after the last exchange that showed the old one. */
  private static TreeMap<Integer, Boolean> plugged(List<RecordedExchange> exchanges) {
    TreeMap<Integer, Boolean> plugged = new TreeMap<>();
    int seen = 0;
    for (int i = 0; i < exchanges.size(); i++) {
      OptionalInt word = value(exchanges.get(i), ModuleRegister.STATE);
      Optional<Boolean> now = word.isEmpty() ? Optional.empty() : isPlugged(word.getAsInt() & 0xFF);
      if (now.isPresent()) {
        if (plugged.isEmpty() || plugged.lastEntry().getValue() != now.get()) {
          plugged.put(plugged.isEmpty() ? 0 : seen, now.get());
        }
        seen = i + 1;
      }
    }
    return plugged;
  }

  /** Empty where the state does not tell. */
  private static Optional<Boolean> isPlugged(int code) {
    return ModuleState.ofCode(code)
        .flatMap(
            state ->
                switch (state) {
                  case A -> Optional.of(false);
                  case B, C, D -> Optional.of(true);
                  case UNDEFINED, ERROR, HARDWARE_ERROR -> Optional.empty();
                });
  }

  /** Where neither limit nor advertised current shows, a car that waits in B tells of 0 A. */
  private static OptionalInt limit(List<RecordedExchange> exchanges) {
    OptionalInt limit =
        first(exchanges, ModuleRegister.LIMIT, ModuleRegister.LIMIT, word -> word & 0xFF);
    if (limit.isEmpty()) {
      limit = first(exchanges, ModuleRegister.CURRENTS, ModuleRegister.LIMIT, word -> word >> 8);
    }
    OptionalInt state =
        first(exchanges, ModuleRegister.STATE, ModuleRegister.LIMIT, word -> word & 0xFF);
    boolean waits = state.equals(OptionalInt.of(ModuleState.B.code()));
    return limit.isEmpty() && waits ? OptionalInt.of(0) : limit;
  }

  private static boolean onePhase(List<RecordedExchange> exchanges) {
    OptionalInt settings =
        first(exchanges, ModuleRegister.SETTINGS, ModuleRegister.SETTINGS, word -> word);
    if (settings.isPresent()) {
      return !SettingBit.THREE_PHASES.in(settings.getAsInt());
    }
    for (RecordedExchange exchange : exchanges) {
      OptionalInt l1 = value(exchange, ModuleRegister.CURRENT_L1);
      OptionalInt l2 = value(exchange, ModuleRegister.CURRENT_L2);
      if (writes(exchange, ModuleRegister.SETTINGS)) {
        return false;
      }
      if (l1.orElse(0) >= CHARGING && l2.isPresent()) {
        return l2.getAsInt() < CHARGING;
      }
    }
    return false;
  }

  private static double mostAmperes(List<RecordedExchange> exchanges) {
    return exchanges.stream()
            .mapToInt(exchange -> value(exchange, ModuleRegister.CURRENT_L1).orElse(0))
            .max()
            .orElse(0)
        / 256.0;
  }

  /** Something of the first value of a register, unless another register is written before. */
  private static OptionalInt first(
      List<RecordedExchange> exchanges,
      ModuleRegister register,
      ModuleRegister notAfterWriteOf,
      IntUnaryOperator part) {
    for (RecordedExchange exchange : exchanges) {
      OptionalInt word = value(exchange, register);
      if (word.isPresent()) {
        return OptionalInt.of(part.applyAsInt(word.getAsInt()));
      }
      if (writes(exchange, notAfterWriteOf)) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static OptionalInt value(RecordedExchange exchange, ModuleRegister register) {
    return RecordedRegisters.of(exchange)
        .map(registers -> registers.value(register))
        .orElse(OptionalInt.empty());
  }

  private static boolean writes(RecordedExchange exchange, ModuleRegister register) {
    Pdu request = exchange.request().pdu();
    return Touched.writtenBy(request)
        .filter(
            touched ->
                touched.address() <= register.address()
                    && register.address() < touched.address() + touched.count())
        .isPresent();
  }
}
