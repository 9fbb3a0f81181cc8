package org.evsebridge.simulator.scenario;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.vehicle.CarModel.Battery;

/**
 * Something that an event does.
 *
 * @param text as it was written
 */
record Action(String text, Consumer<World> act) {
  /** One form of action: how it is written and what it does. */
  private record Form(
      String shown,
      Pattern pattern,
      BiFunction<MatchResult, Station.Models, Optional<Consumer<World>>> meaning) {}

  private static final List<Form> FORMS =
      List.of(
          form("controller dies", "controller dies", (m, s) -> act(World::killController)),
          form("controller hangs", "controller hangs", (m, s) -> act(World::hangController)),
          form("controller blind", "controller blind", (m, s) -> act(World::blindController)),
          form("controller starts", "controller starts", (m, s) -> act(World::reviveController)),
          form(
              "evcc mode MODE [at LOADPOINT]",
              "evcc mode ([a-z]+)(?: at ([1-9]))?",
              (m, s) ->
                  evcc(
                      "loadpoints/"
                          + (m.group(2) == null ? "1" : m.group(2))
                          + "/mode/"
                          + m.group(1))),
          form("evcc post PATH", "evcc post ([A-Za-z0-9/.-]+)", (m, s) -> evcc(m.group(1))),
          form("bridge dies", "bridge dies", (m, s) -> act(w -> w.bridge().die())),
          form("bridge hangs", "bridge hangs", (m, s) -> act(w -> w.bridge().hang())),
          form("bridge starts", "bridge starts", (m, s) -> act(w -> w.bridge().start())),
          form(
              "line cut for DURATION",
              "line cut for (\\S+)",
              (m, s) -> Durations.parse(m.group(1)).flatMap(d -> act(w -> w.cutLines(d)))),
          form("fuses reset", "fuses reset", (m, s) -> act(w -> w.models().house().resetFuses())),
          form(
              "meter silent for DURATION",
              "meter silent for (\\S+)",
              (m, s) ->
                  Durations.parse(m.group(1))
                      .flatMap(d -> act(w -> w.models().meter().silence(d)))),
          form(
              "meter frozen for DURATION",
              "meter frozen for (\\S+)",
              (m, s) ->
                  Durations.parse(m.group(1)).flatMap(d -> act(w -> w.models().meter().freeze(d)))),
          form(
              "plug [CHARGER]",
              "plug(?: (.+))?",
              (m, s) -> onCharger(m.group(1), s, Charger::plugIn)),
          form(
              "unplug [CHARGER]",
              "unplug(?: (.+))?",
              (m, s) -> onCharger(m.group(1), s, Charger::unplug)),
          form(
              "car soc PERCENT [at CHARGER]",
              "car soc (\\d{1,2}|100)(?: at (.+))?",
              (m, s) ->
                  charge(m, s, (b, p) -> new Battery(b.kilowattHours(), p, b.targetPercent()))),
          form(
              "car target PERCENT [at CHARGER]",
              "car target (\\d{1,2}|100)(?: at (.+))?",
              (m, s) -> charge(m, s, (b, p) -> new Battery(b.kilowattHours(), b.percent(), p))),
          form(
              "write 0xNNNN = VALUE [to CHARGER]",
              "write (0x[0-9a-fA-F]{4}) = (0x[0-9a-fA-F]{1,4}|0|[1-9]\\d{0,4})(?: to (.+))?",
              (m, s) ->
                  write(Integer.decode(m.group(1)), Integer.decode(m.group(2)), m.group(3), s)),
          form(
              "fault NAME [at CHARGER]",
              "fault ([a-z0-9-]+)(?: at (.+))?",
              (m, s) ->
                  Fault.ofKey(m.group(1))
                      .flatMap(f -> onCharger(m.group(2), s, c -> c.module().cause(f)))),
          form(
              "no fault NAME [at CHARGER]",
              "no fault ([a-z0-9-]+)(?: at (.+))?",
              (m, s) ->
                  Fault.ofKey(m.group(1))
                      .flatMap(f -> onCharger(m.group(2), s, c -> c.module().remove(f)))),
          form("APPLIANCE on", "(.+) on", (m, s) -> turn(m.group(1), s, true)),
          form("APPLIANCE off", "(.+) off", (m, s) -> turn(m.group(1), s, false)));

  private static Form form(
      String shown,
      String pattern,
      BiFunction<MatchResult, Station.Models, Optional<Consumer<World>>> meaning) {
    return new Form(shown, Pattern.compile(pattern), meaning);
  }

  /** Every form, for messages. */
  static String forms() {
    return String.join(", ", FORMS.stream().map(Form::shown).toList());
  }

  /** Why a text is none, with every form and what there is to act on, for messages. */
  static String unknown(String text, Station.Models models) {
    return "'"
        + text
        + "' cannot be done here; known are "
        + forms()
        + "; "
        + existing("charger", models.chargerNames())
        + ", "
        + existing("appliance", models.house().appliances());
  }

  /** What there is of a kind, for messages. */
  static String existing(String what, Collection<String> names) {
    return names.isEmpty()
        ? "there is no " + what
        : what + (names.size() == 1 ? " is " : "s are ") + String.join(" and ", names);
  }

  /** Reads an action; empty when there is no such, or no such appliance or charger. */
  static Optional<Action> parse(String text, Station.Models models) {
    for (Form form : FORMS) {
      Matcher m = form.pattern.matcher(text.trim());
      if (m.matches()) {
        return form.meaning.apply(m, models).map(act -> new Action(text.trim(), act));
      }
    }
    return Optional.empty();
  }

  /** Whether it does something to the bridge, which must have a guard then. */
  boolean isOfBridge() {
    return text.startsWith("bridge ");
  }

  /** By evcc's REST API, whose paths follow {@code /api/}. */
  private static Optional<Consumer<World>> evcc(String path) {
    return act(world -> world.outside().post(path));
  }

  private static Optional<Consumer<World>> act(Consumer<World> act) {
    return Optional.of(act);
  }

  private static Optional<Consumer<World>> turn(String name, Station.Models models, boolean on) {
    if (!models.house().appliances().contains(name)) {
      return Optional.empty();
    }
    return act(
        world -> {
          if (on) {
            world.models().house().switchOn(name);
          } else {
            world.models().house().switchOff(name);
          }
        });
  }

  /** Changes the battery of the car that is there, if one is. */
  private static Optional<Consumer<World>> charge(
      MatchResult m, Station.Models models, BiFunction<Battery, Integer, Battery> change) {
    int percent = Integer.parseInt(m.group(1));
    return onCharger(
        m.group(2),
        models,
        c ->
            c.module()
                .car()
                .ifPresent(
                    car -> car.become(car.now().with(change.apply(car.now().battery(), percent)))));
  }

  /**
   * @param name null for the first charger
   */
  private static Optional<Consumer<World>> onCharger(
      String name, Station.Models models, Consumer<Charger> what) {
    return charger(name, models)
        .map(known -> world -> what.accept(charger(name, world.models()).orElseThrow()));
  }

  private static Optional<Charger> charger(String name, Station.Models models) {
    return name == null ? Optional.of(models.chargers().get(0)) : models.charger(name);
  }

  /** As a master on the bus would write it. */
  private static Optional<Consumer<World>> write(
      int register, int value, String name, Station.Models models) {
    if (value > 0xFFFF || !ModuleRegisters.isWritable(register)) {
      return Optional.empty();
    }
    return charger(name, models)
        .map(
            charger ->
                world ->
                    world.ask(
                        charger.settings().line(),
                        new Adu(
                            charger(name, world.models()).orElseThrow().module().address(),
                            Pdu.request(RegisterSpace.WRITE_SINGLE, register, value))));
  }
}
