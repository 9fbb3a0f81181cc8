package org.evsebridge.simulator.house;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.Fields;
import org.evsebridge.bridge.config.Position;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * One entry of {@code house.loads}: always on, following the day, or with a switch.
 *
 * @param amperes on each phase while it is on; nothing for one that follows the day
 * @param switched whether it has a switch
 * @param on whether it is on at first, for one with a switch
 * @param start what it draws when it starts, for one with a switch
 * @param hours when it switches itself
 * @param profile watts over the day, for one that follows it
 * @param noise by how much the profile goes up and down, 0 to 1
 */
record LoadSettings(
    String name,
    PerPhase amperes,
    boolean switched,
    boolean on,
    Appliance.Start start,
    List<Appliance.Hours> hours,
    Optional<Profile> profile,
    double noise) {

  private static final double MAX_AMPERES = 1000;
  private static final double MAX_WATTS = 250_000;

  static LoadSettings constant(String name, PerPhase amperes) {
    return new LoadSettings(
        name, amperes, false, true, Appliance.Start.NONE, List.of(), Optional.empty(), 0);
  }

  static LoadSettings appliance(String name, PerPhase amperes) {
    return new LoadSettings(
        name, amperes, true, false, Appliance.Start.NONE, List.of(), Optional.empty(), 0);
  }

  static LoadSettings parse(Fields fields, Connection connection) {
    Position at = fields.at();
    String name = fields.text("name").orElse("");
    Set<Phase> phases = PhaseList.parse(fields, connection);
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
    List<Appliance.Hours> hours = HoursReader.read(fields);
    Appliance.Start start =
        fields.block("start").map(block -> start(block, phases)).orElse(Appliance.Start.NONE);
    if (hasSwitch && name.isEmpty()) {
      fields.problem(at, "a load with a switch needs a 'name'");
    }
    if (hasSwitch && profile.isPresent()) {
      fields.problem(at, "a load follows its 'profile' or has a switch, not both");
    }
    fields.done();
    double each = amperes.orElse(watts.orElse(0.0) / Phase.NOMINAL_VOLTS / phases.size());
    return new LoadSettings(
        name,
        PhaseList.spread(each, phases),
        hasSwitch,
        on.orElse(false),
        start,
        hours,
        profile,
        noise);
  }

  private static Appliance.Start start(Fields fields, Set<Phase> phases) {
    double amperes = fields.number("amperes", 0, MAX_AMPERES).orElse(0.0);
    Duration lasts = fields.duration("for").orElse(Duration.ZERO);
    if (amperes == 0 || lasts.isZero()) {
      fields.problem(fields.at(), "'start' needs 'amperes' and 'for'");
    }
    fields.done();
    return new Appliance.Start(PhaseList.spread(amperes, phases), lasts);
  }

  boolean isSwitched() {
    return switched;
  }

  Appliance appliance(SimulatedClock clock) {
    Appliance appliance = new Appliance(name, amperes, start, hours, clock);
    appliance.turn(on);
    return appliance;
  }

  Load load(SimulatedClock clock, long seed) {
    return profile
        .<Load>map(day -> new ProfileLoad(day, clock, noise, seed))
        .orElseGet(() -> new ConstantLoad(amperes));
  }
}
