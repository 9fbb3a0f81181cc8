package org.evsebridge.bridge.guarding;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.guard.Handle;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.registers.RegisterSpace;

/**
 * Finds out what a module's firmware does with the upper half of 0x0201, while no car charges: it
 * writes 7 A there and 6 A into the lower half, looks which is advertised and for how long, and
 * restores what was there.
 */
public final class FirmwareProbe {
  private static final int HIGH = 7;
  private static final int LOW = 6;
  private static final int NO_HIGH = 0xFF;

  /** The upper half is watched for so long at most, in milliseconds. */
  private static final long LONGEST = 6_000;

  /** Heartbeats come each 0.7 s; with less than this one that is late lets the module fall back. */
  private static final long SHORTEST = 1_500;

  /** A write has taken effect after this, in milliseconds: 50 ms were seen. */
  private static final long TAKES_EFFECT = 300;

  private static final int FIRST_WORD = 2;

  private final Function<Pdu, Optional<Pdu>> module;
  private final LongSupplier clock;

  /**
   * What came out.
   *
   * @param text for its owner
   */
  public record Verdict(Handle handle, String text) {}

  /**
   * @param module answers a request, or does not; takes its time for that
   * @param clock in milliseconds
   */
  public FirmwareProbe(Function<Pdu, Optional<Pdu>> module, LongSupplier clock) {
    this.module = module;
    this.clock = clock;
  }

  /** Finds out; takes up to eight seconds. */
  public Verdict run() {
    Optional<Integer> state = read(ModuleRegister.STATE).map(word -> word & 0xFF);
    Optional<Integer> limit = read(ModuleRegister.LIMIT).map(word -> word & 0xFF);
    if (state.isEmpty() || limit.isEmpty()) {
      return unknown("it does not answer");
    }
    Optional<ModuleState> car = ModuleState.ofCode(state.get());
    if (car.filter(one -> one == ModuleState.A || one == ModuleState.B).isEmpty()) {
      return unknown(
          "it is in state "
              + car.map(ModuleState::toString).orElse("?")
              + ", and is measured in A or B only: unplug the car or stop it; nothing was written");
    }
    try {
      return measure();
    } finally {
      write(NO_HIGH << 8 | limit.get());
    }
  }

  private Verdict measure() {
    if (!write(HIGH << 8 | LOW)) {
      return unknown("it does not take a write of 0x0201");
    }
    long written = clock.getAsLong();
    Optional<Integer> currents = Optional.empty();
    while (clock.getAsLong() - written < TAKES_EFFECT) {
      currents = read(ModuleRegister.CURRENTS);
    }
    if (currents.isEmpty()) {
      return unknown("it does not answer");
    }
    int cable = currents.get() & 0xFF;
    int advertised = currents.get() >> 8;
    return switch (Handle.of(HIGH, LOW, advertised, cable)) {
      case OVERRIDE -> length(written);
      case CAP ->
          new Verdict(
              Handle.CAP,
              "cap: it advertises the lower half at once, so it keeps the last limit when the bridge"
                  + " dies, hangs or is cut off, and nothing protects the fuse then");
      case UNKNOWN ->
          unknown("it advertises " + advertised + " A, and its cable allows " + cable + " A");
    };
  }

  private Verdict length(long written) {
    while (clock.getAsLong() - written < LONGEST) {
      Optional<Integer> currents = read(ModuleRegister.CURRENTS);
      if (currents.filter(word -> word >> 8 <= LOW).isPresent()) {
        long lasted = clock.getAsLong() - written;
        String text =
            String.format(
                Locale.ROOT,
                "override: the upper half was the limit for %.1f s, then the lower half; it falls back"
                    + " by itself when the bridge dies, hangs or is cut off",
                lasted / 1000.0);
        return lasted >= SHORTEST
            ? new Verdict(Handle.OVERRIDE, text)
            : unknown(text + "; but that is too short for heartbeats of 0.7 s");
      }
    }
    return unknown(
        "the upper half is the limit, and still is after "
            + LONGEST / 1000
            + " s: it does not fall"
            + " back");
  }

  private static Verdict unknown(String why) {
    return new Verdict(Handle.UNKNOWN, "unknown: " + why);
  }

  private Optional<Integer> read(ModuleRegister register) {
    return module
        .apply(Pdu.request(register.space().readFunction(), register.address(), 1))
        .filter(answer -> !answer.isException() && answer.length() >= FIRST_WORD + 2)
        .map(answer -> answer.u16(FIRST_WORD));
  }

  private boolean write(int word) {
    return module
        .apply(Pdu.request(RegisterSpace.WRITE_SINGLE, ModuleRegister.LIMIT.address(), word))
        .filter(answer -> !answer.isException())
        .isPresent();
  }
}
