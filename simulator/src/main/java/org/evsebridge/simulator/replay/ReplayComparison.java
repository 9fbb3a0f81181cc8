package org.evsebridge.simulator.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.registers.SettingBit;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.recording.RecordedExchange;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.evsebridge.simulator.time.SimulatedClock;

/**
 * A recorded module held against the model: the model is brought into the recording's situation,
 * gets each request at its moment, and what it answers is compared. Deterministic.
 */
public final class ReplayComparison {
  /** So long the model is in the first situation before the first request: all has settled then. */
  private static final Duration WARM_UP = Duration.ofMinutes(1);

  /** What happens in a longer pause of a recording has settled after this. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Station station;
  private final String line;
  private final int unit;
  private final List<RecordedExchange> exchanges;
  private final Situation situation;

  private ReplayComparison(
      Station station,
      String line,
      int unit,
      List<RecordedExchange> exchanges,
      Situation situation) {
    this.station = station;
    this.line = line;
    this.unit = unit;
    this.exchanges = exchanges;
    this.situation = situation;
  }

  /**
   * Compares what a unit answered.
   *
   * @param settings the station; its first charger stands for the unit, with an EEPROM of its own
   * @return a verdict for each of the unit's exchanges, in their order
   */
  public static List<ExchangeVerdict> of(StationSettings settings, Recording recording, int unit)
      throws ConfigException {
    List<RecordedExchange> exchanges =
        recording.exchanges().stream().filter(e -> e.request().unit() == unit).toList();
    Situation situation = Situation.of(exchanges);
    ChargerSettings charger = situation.fit(settings.chargers().get(0).withUnit(unit));
    Station station =
        new Station(
            settings.with(List.of(charger)),
            (file, blank) -> Eeprom.inMemory(blank),
            Instant.EPOCH.atZone(SimulatedClock.ZONE),
            telegram -> {});
    return new ReplayComparison(station, charger.line(), unit, exchanges, situation).run();
  }

  private List<ExchangeVerdict> run() {
    plug(false);
    situation.plugged().headMap(1).values().forEach(this::plug);
    situation.limit().ifPresent(limit -> write(ModuleRegister.LIMIT, limit << 8 | limit));
    if (situation.onePhase()) {
      int settings = read(ModuleRegister.SETTINGS);
      write(ModuleRegister.SETTINGS, settings & ~SettingBit.THREE_PHASES.mask());
    }
    pass(WARM_UP);
    List<ExchangeVerdict> verdicts = new ArrayList<>();
    Duration now = Duration.ZERO;
    for (int i = 0; i < exchanges.size(); i++) {
      RecordedExchange exchange = exchanges.get(i);
      Optional.ofNullable(i == 0 ? null : situation.plugged().get(i)).ifPresent(this::plug);
      Duration pause = exchange.at().minus(now);
      pass(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
      now = exchange.at();
      verdicts.add(ExchangeComparison.of(exchange, station.answer(line, exchange.request())));
    }
    return verdicts;
  }

  private void plug(boolean wanted) {
    station.ask(
        models -> {
          Charger charger = models.chargers().get(0);
          if (wanted) {
            charger.plugIn();
          } else {
            charger.unplug();
          }
          return null;
        });
  }

  private void write(ModuleRegister register, int value) {
    station.answer(
        line, new Adu(unit, Pdu.request(RegisterSpace.WRITE_SINGLE, register.address(), value)));
  }

  private int read(ModuleRegister register) {
    Pdu request = Pdu.request(register.space().readFunction(), register.address(), 1);
    return station.answer(line, new Adu(unit, request)).orElseThrow().pdu().u16(2);
  }

  private void pass(Duration time) {
    for (long steps = time.dividedBy(SimulatedClock.STEP); steps > 0; steps--) {
      station.tick(SimulatedClock.STEP);
    }
  }
}
