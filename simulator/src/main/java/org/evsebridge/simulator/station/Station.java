package org.evsebridge.simulator.station;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.simulator.grid.PerPhase;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.meter.SmartMeter;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;

/**
 * The whole station as one model: house, smart meter and charging modules with their cars, stepped
 * together, so that a car's current shows in the meter and every charger shares the main fuse.
 *
 * <p>One lock guards all of it. The methods that do something may be called from any thread; who
 * asks for a part with an accessor uses it within {@link #with} or on the thread that ticks.
 */
public final class Station implements Ticking {
  private final SimulatedClock clock;
  private final House house;
  private final SmartMeter meter;
  private final List<Charger> chargers;

  /**
   * @param realNow where simulated time starts if the settings do not say
   * @param telegrams gets each telegram, on the thread that ticks, with the lock held
   */
  public Station(StationSettings settings, ZonedDateTime realNow, Consumer<byte[]> telegrams) {
    long seed = settings.time().seed();
    clock = settings.time().clock(realNow);
    house = settings.house().build(clock, seed);
    meter = new SmartMeter(settings.meter(), clock, seed, telegrams);
    chargers = settings.chargers().stream().map(Charger::new).toList();
  }

  @Override
  public synchronized void tick(Duration step) {
    clock.tick(step);
    PerPhase drawn = PerPhase.ZERO;
    for (Charger charger : chargers) {
      drawn = drawn.plus(charger.houseAmperes());
    }
    house.tick(step, drawn);
    for (Charger charger : chargers) {
      charger.tick(step, house.volts());
    }
    meter.tick(step, house.flow());
  }

  /** Puts a request on the RS485 bus; empty when no unit answers. */
  public synchronized Optional<Adu> answer(Adu request) {
    Optional<Adu> answer = Optional.empty();
    for (Charger charger : chargers) {
      Optional<Adu> one = charger.answer(request); // a broadcast is for every one of them
      answer = answer.isPresent() ? answer : one;
    }
    return answer;
  }

  /** Asks or changes something with the lock held. */
  public synchronized <T> T with(Function<Station, T> what) {
    return what.apply(this);
  }

  public SimulatedClock clock() {
    return clock;
  }

  public House house() {
    return house;
  }

  public SmartMeter meter() {
    return meter;
  }

  public List<Charger> chargers() {
    return chargers;
  }

  /**
   * @throws NoSuchElementException with the names there are
   */
  public Charger charger(String name) {
    return chargers.stream()
        .filter(charger -> charger.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "there is no charger '"
                        + name
                        + "', only "
                        + String.join(", ", chargers.stream().map(Charger::name).toList())));
  }
}
