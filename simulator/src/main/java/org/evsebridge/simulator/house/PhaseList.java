package org.evsebridge.simulator.house;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Position;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.grid.Wiring;

/** The phases that something hangs on: {@code phases: L1}, {@code phases: L1-L2-L3}. */
final class PhaseList {
  private PhaseList() {}

  /** Takes {@code phases}; the connection's phases if it is not given. */
  static Set<Phase> parse(Fields fields, Connection connection) {
    Position at = fields.at("phases");
    Optional<Wiring> given = fields.value("phases", "phases such as L1 or L1-L2-L3", Wiring::parse);
    Set<Phase> had = EnumSet.copyOf(connection.phases());
    if (given.isPresent() && !given.get().fits(connection.phases())) {
      fields.problem(at, "the connection " + connection + " does not have all of these phases");
      return had;
    }
    return given.<Set<Phase>>map(wiring -> EnumSet.copyOf(wiring.phases())).orElse(had);
  }

  /** The same value on each of some phases. */
  static PerPhase spread(double each, Set<Phase> phases) {
    PerPhase spread = PerPhase.ZERO;
    for (Phase phase : phases) {
      spread = spread.plus(PerPhase.on(phase, each));
    }
    return spread;
  }
}
