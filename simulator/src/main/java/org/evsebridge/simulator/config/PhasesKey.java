package org.evsebridge.simulator.config;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.simulator.house.Connection;

/** The phases that something hangs on: {@code phases: L1}, {@code phases: L1-L2-L3}. */
final class PhasesKey {
  private PhasesKey() {}

  /** Takes {@code phases}; the connection's phases if it is not given. */
  static Set<Phase> read(Fields fields, Connection connection) {
    Position at = fields.at("phases");
    Optional<Wiring> given = fields.value("phases", "phases such as L1 or L1-L2-L3", Wiring::parse);
    Set<Phase> had = EnumSet.copyOf(connection.phases());
    if (given.isPresent() && !given.get().fits(connection.phases())) {
      fields.problem(at, "the connection " + connection + " does not have all of these phases");
      return had;
    }
    return given.<Set<Phase>>map(wiring -> EnumSet.copyOf(wiring.phases())).orElse(had);
  }
}
