package org.evsebridge.simulator.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.charger.ModuleRegisters;
import org.evsebridge.simulator.config.CarBlock;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.evsebridge.simulator.vehicle.CarModel.Battery;

/** What is done to charging modules and cars. */
final class ChargerWords {
  private static final String CAR = "/chargers/{charger}/car";
  private static final String FAULT = "/chargers/{charger}/faults/{fault}";

  static final List<Word> ALL =
      List.of(
          Word.of(
                  "plug [KEY=VALUE …] [[at] CHARGER]",
                  "plug(?: (" + Pairs.PATTERN + "))?(?:(?: at)? (.+))?",
                  "plugs in the charger's own car, or one with these keys of 'car', such as plug"
                      + " preset=hybrid soc=40",
                  (m, s) -> plug(m.group(1), m.group(2), s))
              .as("PUT " + CAR),
          Word.of(
                  "unplug [CHARGER]",
                  "unplug(?: (.+))?",
                  "unplugs the car",
                  (m, s) -> Word.onCharger(m.group(1), s, Charger::unplug))
              .as("DELETE " + CAR),
          Word.of(
              "car soc PERCENT [at CHARGER]",
              "car soc (\\d{1,2}|100)" + Word.AT_CHARGER,
              "gives the car that is plugged in another state of charge",
              (m, s) ->
                  charge(m, s, (b, p) -> new Battery(b.kilowattHours(), p, b.targetPercent()))),
          Word.of(
              "car target PERCENT [at CHARGER]",
              "car target (\\d{1,2}|100)" + Word.AT_CHARGER,
              "gives it another target",
              (m, s) -> charge(m, s, (b, p) -> new Battery(b.kilowattHours(), b.percent(), p))),
          Word.of(
                  "car KEY=VALUE … [at CHARGER]",
                  "car (" + Pairs.PATTERN + ")" + Word.AT_CHARGER,
                  "changes it by keys of 'car', such as car preset=sleeper target=90",
                  (m, s) -> change(m.group(2), s, Pairs.read(CarBlock.CHANGE, m.group(1))))
              .as("PATCH " + CAR),
          Word.of(
                  "button [at CHARGER]",
                  "button" + Word.AT_CHARGER,
                  "presses the module's button",
                  (m, s) -> Word.onCharger(m.group(1), s, c -> c.module().pressButton()))
              .as("POST /chargers/{charger}/button"),
          Word.of(
                  "power cycle [at CHARGER]",
                  "power cycle" + Word.AT_CHARGER,
                  "takes the module's power and gives it again",
                  (m, s) -> Word.onCharger(m.group(1), s, c -> c.module().powerCycle()))
              .as("POST /chargers/{charger}/power-cycle"),
          Word.of(
                  "fault NAME [at CHARGER]",
                  "fault ([a-z0-9-]+)" + Word.AT_CHARGER,
                  "causes a fault of the module: " + Fault.keys(),
                  (m, s) ->
                      fault(m.group(1))
                          .flatMap(f -> Word.onCharger(m.group(2), s, c -> c.module().cause(f))))
              .as("PUT " + FAULT),
          Word.of(
                  "no fault NAME [at CHARGER]",
                  "no fault ([a-z0-9-]+)" + Word.AT_CHARGER,
                  "ends it",
                  (m, s) ->
                      fault(m.group(1))
                          .flatMap(f -> Word.onCharger(m.group(2), s, c -> c.module().remove(f))))
              .as("DELETE " + FAULT),
          Word.of(
                  "write 0xNNNN = VALUE [to CHARGER]",
                  "write (0x[0-9a-fA-F]{4}) = (0x[0-9a-fA-F]{1,4}|0|[1-9]\\d{0,4})(?: to (.+))?",
                  "writes a register of the module, as a master on its line does",
                  (m, s) ->
                      write(Integer.decode(m.group(1)), Integer.decode(m.group(2)), m.group(3), s))
              .as("PUT /chargers/{charger}/registers/{register}"),
          Word.of(
                  "read 0xNNNN [of CHARGER]",
                  "read (0x[0-9a-fA-F]{4})(?: of (.+))?",
                  "reads one, which does something with some of them, such as a restart",
                  (m, s) -> read(Integer.decode(m.group(1)), m.group(2), s))
              .as("POST /chargers/{charger}/registers/{register}/read"));

  private ChargerWords() {}

  private static Optional<Fault> fault(String name) {
    return Optional.of(
        Fault.ofKey(name)
            .orElseThrow(
                () -> new WrongValue("there is no fault '" + name + "', only " + Fault.keys())));
  }

  private static Optional<Consumer<World>> plug(String keys, String name, Station.Models models) {
    Optional<CarModel> car = Optional.ofNullable(keys).map(k -> Pairs.read(CarBlock.BLOCK, k));
    return onCharger(
        name,
        models,
        (charger, world) -> {
          car.ifPresentOrElse(charger::plugIn, charger::plugIn);
          if (charger.module().car().filter(Car::isAtTarget).isPresent()) {
            world.remark("it has reached its target already, and takes nothing");
          }
        });
  }

  /** Changes the car that is there, if one is. */
  private static Optional<Consumer<World>> change(
      String name, Station.Models models, UnaryOperator<CarModel> change) {
    return onCharger(
        name,
        models,
        (charger, world) ->
            charger
                .module()
                .car()
                .ifPresentOrElse(
                    car -> car.become(change.apply(car.now())),
                    () -> world.remark("no car is plugged in")));
  }

  /** Does something to a charger that there may be something to say of. */
  private static Optional<Consumer<World>> onCharger(
      String name, Station.Models models, BiConsumer<Charger, World> what) {
    Word.charger(name, models);
    return Optional.of(world -> what.accept(Word.charger(name, world.models()), world));
  }

  private static Optional<Consumer<World>> charge(
      MatchResult m, Station.Models models, BiFunction<Battery, Integer, Battery> change) {
    int percent = Integer.parseInt(m.group(1));
    return change(m.group(2), models, now -> now.with(change.apply(now.battery(), percent)));
  }

  private static Optional<Consumer<World>> write(
      int register, int value, String name, Station.Models models) {
    if (value > 0xFFFF) {
      throw new WrongValue("a register holds 0 to 65535");
    }
    if (!ModuleRegisters.isWritable(register)) {
      throw new WrongValue(
          String.format(Locale.ROOT, "0x%04X is no register that can be written", register));
    }
    return ask(name, models, Pdu.request(RegisterSpace.WRITE_SINGLE, register, value));
  }

  private static Optional<Consumer<World>> read(int register, String name, Station.Models models) {
    ModuleRegister known =
        Arrays.stream(ModuleRegister.values())
            .filter(one -> one.address() == register)
            .findFirst()
            .orElseThrow(
                () ->
                    new WrongValue(
                        String.format(Locale.ROOT, "0x%04X is no register's address", register)));
    return ask(name, models, Pdu.request(known.space().readFunction(), register, known.count()));
  }

  /** As a master on the bus. */
  private static Optional<Consumer<World>> ask(String name, Station.Models models, Pdu request) {
    String line = Word.charger(name, models).settings().line();
    return Optional.of(
        world -> {
          int unit = Word.charger(name, world.models()).module().address();
          Optional<Pdu> answer = world.ask(line, new Adu(unit, request)).map(Adu::pdu);
          if (answer.isEmpty()) {
            world.remark("no answer");
          } else if (answer.get().isException()) {
            world.remark("exception " + answer.get().u8(1));
          }
        });
  }
}
