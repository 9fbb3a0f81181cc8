package org.evsebridge.simulator.config;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.house.Connection;

/** The phases that a load or the panels hang on. */
final class PhasesKey {
  static final Key<Optional<Wiring>> PHASES =
      Key.of("phases", Scalars.phases("phases such as L1 or L1-L2-L3"))
          .optional("all of the connection")
          .says("the phases it hangs on")
          .such("L1");

  private PhasesKey() {}

  /** The phases in a house. */
  static Set<Phase> of(Values given, Connection connection) {
    Optional<Wiring> wanted = given.get(PHASES);
    if (wanted.isPresent() && !wanted.get().fits(connection.phases())) {
      given.problem(PHASES, "the connection " + connection + " does not have all of these phases");
      return EnumSet.copyOf(connection.phases());
    }
    return EnumSet.copyOf(wanted.map(Wiring::phases).orElse(connection.phases()));
  }
}
