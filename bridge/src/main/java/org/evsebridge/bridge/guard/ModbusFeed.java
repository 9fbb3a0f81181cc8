package org.evsebridge.bridge.guard;

import java.nio.ByteBuffer;
import java.util.Set;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.config.guard.MeterSource.WordOrder;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * Reads a meter on a Modbus line for a guard: three currents in a row, positive from the grid into
 * the house. A number without digits behind the point may have rounded off half of its last one,
 * and counts for so much more. Immutable.
 */
public final class ModbusFeed {
  private static final int FIRST_WORD = 2;

  private final MeterSource.Modbus meter;
  private final Set<Phase> phases;

  /**
   * @param phases those on which guarded modules hang; no register is read behind the last of them
   */
  public ModbusFeed(MeterSource.Modbus meter, Set<Phase> phases) {
    this.meter = meter;
    this.phases = Set.copyOf(phases);
  }

  /** What asks for the currents. */
  public Pdu request() {
    int last = phases.stream().mapToInt(Phase::ordinal).max().orElseThrow();
    return Pdu.request(meter.function(), meter.currents(), (last + 1) * meter.type().registers());
  }

  /** What an answer to it says of the house. */
  public GridReading read(Pdu answer) {
    if (answer.isException()) {
      return GridReading.unusable(
          meter.name() + " answers exception " + answer.u8(1) + " when its currents are read");
    }
    PerPhase amperes = PerPhase.ZERO;
    for (Phase phase : phases) {
      int at = FIRST_WORD + 2 * meter.type().registers() * phase.ordinal();
      if (answer.length() < at + 2 * meter.type().registers()) {
        return GridReading.unusable(meter.name() + " gives no current of " + phase);
      }
      double current = number(answer, at) * meter.scale();
      if (!Double.isFinite(current)) {
        return GridReading.unusable(meter.name() + " gives no number for the current of " + phase);
      }
      amperes = amperes.plus(PerPhase.on(phase, current + rounded()));
    }
    return GridReading.of(amperes);
  }

  private double number(Pdu answer, int at) {
    return switch (meter.type()) {
      case INT16 -> (short) answer.u16(at);
      case INT32 -> twoWords(answer, at).getInt();
      case FLOAT32 -> twoWords(answer, at).getFloat();
    };
  }

  private ByteBuffer twoWords(Pdu answer, int at) {
    boolean big = meter.order() == WordOrder.BIG;
    return ByteBuffer.allocate(4)
        .putShort((short) answer.u16(big ? at : at + 2))
        .putShort((short) answer.u16(big ? at + 2 : at))
        .flip();
  }

  private double rounded() {
    return switch (meter.type()) {
      case INT16, INT32 -> meter.scale() / 2;
      case FLOAT32 -> 0;
    };
  }
}
