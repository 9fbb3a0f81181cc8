package org.evsebridge.simulator.scenario;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.config.BatteryBlock;
import org.evsebridge.simulator.config.MeterFaultsBlock;
import org.evsebridge.simulator.config.SunChangeBlock;
import org.evsebridge.simulator.config.TimeBlock;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.house.Sun;
import org.evsebridge.simulator.meter.MeterFaults;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.RealTimeDriver;

/** What is done to the house and its smart meter. */
final class HouseWords {
  private static final String STEPPED =
      "a run that does not keep real time goes on as fast as it can";

  static final List<Word> ALL =
      List.of(
          Word.of(
                  "sun KEY=VALUE …",
                  "sun (" + Pairs.PATTERN + ")",
                  "other panels (peak=6000, in W), clouds (clouds=0.8, the share that they take) or"
                      + " a power that holds whatever the sky does (watts=1500), until panels or clouds are"
                      + " told again",
                  (m, s) -> sun(Pairs.read(SunChangeBlock.BLOCK, m.group(1))))
              .as("PATCH /house/sun"),
          Word.of(
                  "sun as before",
                  "puts it back to what the rig says",
                  w -> w.models().house().sun().reset())
              .as("DELETE /house/sun"),
          Word.of(
                  "battery KEY=VALUE …",
                  "battery (" + Pairs.PATTERN + ")",
                  "changes the house's battery by keys of 'battery', such as battery mode=hold"
                      + " soc=30; 'capacity' gives one to a house without",
                  (m, s) -> battery(Pairs.read(BatteryBlock.CHANGE, m.group(1)), s))
              .as("PATCH /house/battery"),
          Word.of(
                  "battery as before",
                  "puts it back to what the rig says, its state of charge too; battery mode=normal"
                      + " puts back the mode alone",
                  w -> w.models().house().battery().reset())
              .as("DELETE /house/battery"),
          Word.of(
                  "clock speed TIMES",
                  "clock speed (\\d+(?:\\.\\d+)?)",
                  "how much faster than real time the station's passes from now on; " + STEPPED,
                  (m, s) -> speed(Double.parseDouble(m.group(1))))
              .as("PATCH /clock"),
          Word.of(
                  "clock stands still for DURATION",
                  "clock stands still for (\\S+)",
                  "none of the station's time passes for so long of real time; " + STEPPED,
                  (m, s) ->
                      Durations.parse(m.group(1))
                          .map(d -> w -> w.realTime().ifPresent(time -> time.standStill(d))))
              .as("PATCH /clock"),
          Word.of(
                  "clock DATE TIME",
                  "clock (.+)",
                  "sets the station's clock, such as clock 2026-06-21 12:00; nothing passes in"
                      + " between, and times of later events count from the start as before, times of"
                      + " day too",
                  (m, s) -> clock(m.group(1)))
              .as("PATCH /clock"),
          Word.of("fuses reset", "puts in new main fuses", w -> w.models().house().resetFuses())
              .as("POST /house/fuses/reset"),
          Word.of(
                  "meter silent for DURATION",
                  "meter silent for (\\S+)",
                  "the meter sends nothing for so long",
                  (m, s) ->
                      Durations.parse(m.group(1)).map(d -> w -> w.models().meter().silence(d)))
              .as("POST /meter/silence"),
          Word.of(
              "meter frozen for DURATION",
              "meter frozen for (\\S+)",
              "it repeats its last telegram for so long",
              (m, s) -> Durations.parse(m.group(1)).map(d -> w -> w.models().meter().freeze(d))),
          Word.of(
                  "meter faults KEY=VALUE …",
                  "meter faults (" + Pairs.PATTERN + ")",
                  "something happens to its telegrams, by the keys of the meter's 'faults', such as"
                      + " meter faults flip=0.1 late=2s",
                  (m, s) -> meter(Pairs.read(MeterFaultsBlock.BLOCK, m.group(1))))
              .as("PUT /meter/faults"),
          Word.of(
                  "no meter faults",
                  "nothing happens to them any more",
                  w -> w.models().meter().faults(MeterFaults.NONE))
              .as("DELETE /meter/faults"));

  /** Whose pattern is open, so that others go before them. */
  static final List<Word> OPEN =
      List.of(
          Word.of(
                  "LOAD draws AMPERES A",
                  "(.+) draws (\\d{1,3}(?:\\.\\d+)?) A",
                  "a load draws another current from each of its phases",
                  (m, s) -> draw(m.group(1), Double.parseDouble(m.group(2)), s))
              .as("PATCH /house/loads/{load}"),
          Word.of(
                  "APPLIANCE on",
                  "(.+) on",
                  "switches a load of the house on",
                  (m, s) -> turn(m.group(1), s, true))
              .as("PUT /house/loads/{load}"),
          Word.of(
                  "APPLIANCE off",
                  "(.+) off",
                  "switches it off",
                  (m, s) -> turn(m.group(1), s, false))
              .as("PUT /house/loads/{load}"));

  private HouseWords() {}

  /** Whether a word gives a battery to a house without one. */
  static boolean givesBattery(String words) {
    return words.matches("battery .*\\bcapacity=.*");
  }

  /** Gives a station that nothing is read from but words a battery, if it has none. */
  static void giveBattery(Station.Models models) {
    Battery battery = models.house().battery();
    if (battery.settings().isEmpty()) {
      battery.change(Pairs.read(BatteryBlock.CHANGE, "capacity=10"));
    }
  }

  private static Optional<Consumer<World>> sun(Sun.Change change) {
    return Optional.of(
        world -> {
          Sun sun = world.models().house().sun();
          sun.change(change);
          if (change.clouds().isPresent() && !sun.isThere()) {
            world.remark("there are no panels that clouds could take from");
          }
        });
  }

  private static Optional<Consumer<World>> battery(Battery.Change change, Station.Models models) {
    BatterySettings changed =
        models
            .house()
            .battery()
            .with(change)
            .orElseThrow(
                () ->
                    new WrongValue(
                        "the house has no battery: give it one in the rig, or a 'capacity' here"));
    Optional<String> fault = BatteryBlock.fault(changed);
    if (fault.isPresent()) {
      throw new WrongValue(fault.get());
    }
    return Optional.of(
        world -> {
          Battery battery = world.models().house().battery();
          battery.change(change);
          if (battery.settings().isEmpty()) {
            world.remark("the house has no battery");
          }
          battery.whyIdle().ifPresent(world::remark);
        });
  }

  private static Optional<Consumer<World>> speed(double times) {
    if (!(times > 0 && times <= RealTimeDriver.FASTEST)) {
      throw new WrongValue("a speed is more than 0 and at most " + (long) RealTimeDriver.FASTEST);
    }
    return Optional.of(world -> world.realTime().ifPresent(time -> time.speed(times)));
  }

  private static Optional<Consumer<World>> clock(String text) {
    LocalDateTime moment =
        TimeBlock.MOMENT
            .parser()
            .apply(text)
            .orElseThrow(() -> new WrongValue("expected " + TimeBlock.MOMENT.words()));
    return Optional.of(world -> world.setClock(moment));
  }

  private static Optional<Consumer<World>> draw(
      String load, double amperes, Station.Models models) {
    if (!models.house().loads().contains(load)) {
      throw new WrongValue(Action.noSuch("load", load, models.house().loads()));
    }
    return Optional.of(
        world -> {
          House house = world.models().house();
          house.draw(load, amperes);
          if (house.appliances().contains(load) && !house.isOn(load)) {
            world.remark("it is off, and draws that when it is on");
          }
        });
  }

  private static Optional<Consumer<World>> meter(MeterFaults faults) {
    return Optional.of(world -> world.models().meter().faults(faults));
  }

  private static Optional<Consumer<World>> turn(String name, Station.Models models, boolean on) {
    if (!models.house().appliances().contains(name)) {
      throw new WrongValue(Action.noSuch("appliance", name, models.house().appliances()));
    }
    return Optional.of(
        world -> {
          if (on) {
            world.models().house().switchOn(name);
          } else {
            world.models().house().switchOff(name);
          }
        });
  }
}
