package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.house.LoadSettings;
import org.evsebridge.simulator.house.Profile;

/** An entry of {@code house.loads}. */
final class LoadBlock {
  private static final double MAX_AMPERES = 1000;
  private static final double MAX_WATTS = 250_000;

  private LoadBlock() {}

  static LoadSettings read(Fields fields, Connection connection) {
    Position at = fields.at();
    String name = fields.text("name").orElse("");
    Set<Phase> phases = PhasesKey.read(fields, connection);
    if (Stream.of("amperes", "watts", "profile").filter(fields::has).count() != 1) {
      fields.problem(at, "a load has 'amperes' (of each phase), 'watts' (together) or 'profile'");
    }
    Optional<Double> amperes = fields.number("amperes", 0, MAX_AMPERES);
    Optional<Double> watts = fields.number("watts", 0, MAX_WATTS);
    Optional<Profile> profile =
        fields.node("profile").flatMap(node -> ProfileReader.read(node, phases, fields));
    double noise = fields.number("noise", 0, 1).orElse(0.0);
    boolean hasSwitch = fields.has("switched") || fields.has("hours") || fields.has("start");
    Optional<Boolean> on = fields.flag("switched");
    List<LoadSettings.Hours> hours = HoursReader.read(fields);
    LoadSettings.Start start =
        fields.block("start").map(block -> start(block, phases)).orElse(LoadSettings.Start.NONE);
    if (hasSwitch && name.isEmpty()) {
      fields.problem(at, "a load with a switch needs a 'name'");
    }
    if (hasSwitch && profile.isPresent()) {
      fields.problem(at, "a load follows its 'profile' or has a switch, not both");
    }
    fields.done();
    double each = amperes.orElse(watts.orElse(0.0) / Phase.NOMINAL_VOLTS / phases.size());
    return new LoadSettings(
        name, PerPhase.on(phases, each), hasSwitch, on.orElse(false), start, hours, profile, noise);
  }

  private static LoadSettings.Start start(Fields fields, Set<Phase> phases) {
    double amperes = fields.number("amperes", 0, MAX_AMPERES).orElse(0.0);
    Duration lasts = fields.duration("for").orElse(Duration.ZERO);
    if (amperes == 0 || lasts.isZero()) {
      fields.problem(fields.at(), "'start' needs 'amperes' and 'for'");
    }
    fields.done();
    return new LoadSettings.Start(PerPhase.on(phases, amperes), lasts);
  }
}
