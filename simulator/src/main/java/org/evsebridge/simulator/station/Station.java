package org.evsebridge.simulator.station;

import static java.time.temporal.ChronoField.NANO_OF_SECOND;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.House;
import org.evsebridge.simulator.meter.SmartMeter;
import org.evsebridge.simulator.price.Bill;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.time.Ticking;

/**
 * The whole station as one model: house, smart meter, chargers and cars, stepped together, so that
 * the cars' current shows in the meter. One lock guards all of it; the models inside are reached
 * through {@link #ask} only. Every method may be called from any thread.
 */
public final class Station implements Ticking {
  private final StationSettings settings;
  private final Eeproms eeproms;
  private final Consumer<byte[]> telegrams;
  private final List<byte[]> sent = new ArrayList<>(1);
  private Models models;

  /** Nothing was done to it since its last step or its beginning. */
  private boolean settled = true;

  /**
   * The models, for those who look at or act on them while the station stands still.
   *
   * @param bill what its energy has cost, where there are prices
   * @param exceptions how many exceptions the modules have answered
   */
  public record Models(
      SimulatedClock clock,
      House house,
      SmartMeter meter,
      List<Charger> chargers,
      Optional<Bill> bill,
      long exceptions) {
    private Models withException() {
      return new Models(clock, house, meter, chargers, bill, exceptions + 1);
    }

    /** The names of the chargers, in their order. */
    public List<String> chargerNames() {
      return chargers.stream().map(charger -> charger.settings().name()).toList();
    }

    /** The names of the lines that they hang on, in that order. */
    public List<String> lines() {
      return chargers.stream().map(charger -> charger.settings().line()).distinct().toList();
    }

    /** The charger of a name, if there is one. */
    public Optional<Charger> charger(String name) {
      return chargers.stream().filter(c -> c.settings().name().equals(name)).findFirst();
    }
  }

  /**
   * Builds a station; time stands still until it is ticked.
   *
   * @param eeproms opens those that are kept in files
   * @param realNow where its time starts if the settings do not say
   * @param telegrams gets each telegram on the thread that ticks, once the step is over: what it
   *     does with sockets and ports holds up nobody who asks the station meanwhile
   * @throws ConfigException when the file of a module's EEPROM cannot be used
   */
  public Station(
      StationSettings settings, Eeproms eeproms, ZonedDateTime realNow, Consumer<byte[]> telegrams)
      throws ConfigException {
    this.settings = settings;
    this.eeproms = eeproms;
    this.telegrams = telegrams;
    this.models = build(realNow);
  }

  private Models build(ZonedDateTime realNow) throws ConfigException {
    SimulatedClock clock = settings.time().clock(realNow);
    long seed = settings.time().seed();
    List<Charger> chargers = new ArrayList<>();
    for (ChargerSettings charger : settings.chargers()) {
      int baudrate = settings.line(charger.line()).serial().baudrate();
      chargers.add(new Charger(charger, baudrate, seed, eeproms));
    }
    return new Models(
        clock,
        settings.house().build(clock, seed),
        new SmartMeter(settings.meter(), clock, seed, sent::add),
        List.copyOf(chargers),
        settings.prices().map(prices -> new Bill(prices, chargers.size())),
        0);
  }

  /**
   * Puts everything back to its beginning, as if the program had been started again: what the
   * modules keep in files stays, whoever is connected stays connected.
   *
   * @param realNow as for the constructor
   * @throws ConfigException when the file of an EEPROM cannot be used any more; nothing has changed
   *     then
   */
  public synchronized void reset(ZonedDateTime realNow) throws ConfigException {
    switchOff();
    models = build(realNow);
    sent.clear();
    settled = true;
  }

  /**
   * Sets the clock; nothing passes in between. Steps go on in the part of a second that they were
   * in.
   *
   * @param local date and time in the clock's zone; fractions of its second are of no account
   */
  public synchronized void setClock(LocalDateTime local) {
    Instant wanted =
        local
            .atZone(models.clock.zone())
            .toInstant()
            .with(NANO_OF_SECOND, models.clock.instant().getNano());
    models.meter.clockMoved(models.clock.set(wanted));
    settled = false;
  }

  /** What it was built from. */
  public StationSettings settings() {
    return settings;
  }

  @Override
  public void tick(Duration step) {
    List<byte[]> due = List.of();
    synchronized (this) {
      pass(step);
      if (!sent.isEmpty()) {
        due = List.copyOf(sent);
        sent.clear();
      }
    }
    due.forEach(telegrams);
  }

  private void pass(Duration step) {
    models.clock.tick(step);
    PerPhase drawn = PerPhase.ZERO;
    for (Charger charger : models.chargers) {
      drawn = drawn.plus(charger.houseCurrent());
    }
    models.house.tick(step, drawn);
    for (Charger charger : models.chargers) {
      charger.tick(step, models.house.volts());
    }
    models.meter.tick(step, models.house.flow());
    if (models.bill.isPresent()) {
      count(models.bill.get(), step);
    }
    settled = true;
  }

  private void count(Bill bill, Duration step) {
    bill.pass(step, models.clock.secondOfDay(), models.house.flow().watts().sum());
    for (int i = 0; i < models.chargers.size(); i++) {
      PerPhase amperes = models.chargers.get(i).houseCurrent();
      bill.charged(i, step, amperes.times(models.house.volts()).sum());
    }
  }

  /**
   * Puts a request on a line of the RS485 bus.
   *
   * @return what the units there say, all at once: nothing, or more than one answer when several
   *     have the same address
   */
  public synchronized List<Adu> answers(String line, Adu request) {
    List<Adu> answers = new ArrayList<>(1);
    for (Charger charger : models.chargers) {
      if (charger.settings().line().equals(line)) {
        charger.answer(request).ifPresent(answers::add);
      }
    }
    for (Adu answer : answers) {
      if (answer.pdu().isException()) {
        models = models.withException();
      }
    }
    return answers;
  }

  /** The same for one who understands only a single answer; empty otherwise. */
  public Optional<Adu> answer(String line, Adu request) {
    List<Adu> answers = answers(line, request);
    return answers.size() == 1 ? Optional.of(answers.get(0)) : Optional.empty();
  }

  /** Whether a unit is on a line of the RS485 bus and would answer now. */
  public synchronized boolean answersAt(String line, int unit) {
    return models.chargers.stream()
        .anyMatch(c -> c.settings().line().equals(line) && c.answersAt(unit));
  }

  /** Takes the power from all modules for good: what they count is in their EEPROMs then. */
  public synchronized void switchOff() {
    models.chargers.forEach(charger -> charger.module().switchOff());
  }

  /** Acts on the models between two steps; what comes of it shows after the next one. */
  public synchronized void act(Consumer<Models> deed) {
    ask(
        all -> {
          deed.accept(all);
          return null;
        });
    settled = false;
  }

  /**
   * Whether what the models show is what comes of all that was done: not from an {@link #act} or a
   * change of the clock on until the next step.
   */
  public synchronized boolean isSettled() {
    return settled;
  }

  /** Looks at the models between two steps; who changes what others wait for {@link #act acts}. */
  public synchronized <T> T ask(Function<Models, T> question) {
    return question.apply(models);
  }
}
