package org.evsebridge.bridge.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.house.ModuleReading;
import org.evsebridge.bridge.house.SignedCurrent;
import org.evsebridge.bridge.http.History.Series;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramValues;

/** Writes the history of the house. Belongs to one event loop. */
final class HouseWatch {
  private static final Map<Phase, Series> AMPERES =
      Map.of(Phase.L1, Series.L1_AMPERES, Phase.L2, Series.L2_AMPERES, Phase.L3, Series.L3_AMPERES);

  private final History history = new History();
  private final Optional<HouseMeter> meter;
  private final Supplier<List<ModuleReading>> modules;
  private final LongSupplier epochMillis;
  private boolean heard;

  HouseWatch(
      Optional<HouseMeter> meter, Supplier<List<ModuleReading>> modules, LongSupplier epochMillis) {
    this.meter = meter;
    this.modules = modules;
    this.epochMillis = epochMillis;
  }

  /** A telegram has come. */
  void telegram() {
    meter.flatMap(HouseMeter::fresh).ifPresent(this::take);
  }

  private void take(Telegram telegram) {
    TelegramValues values = telegram.values();
    heard = true;
    history.add(Series.WATTS, values.watts());
    AMPERES.forEach((phase, series) -> history.add(series, SignedCurrent.of(values, phase)));
  }

  /** A step of the history is over. A meter that speaks more seldom still stands for now. */
  void step() {
    if (!heard) {
      telegram();
    }
    heard = false;
    history.add(Series.CAR_AMPERES, carAmperes());
    history.step();
  }

  private OptionalDouble carAmperes() {
    List<ModuleReading> known = modules.get().stream().filter(ModuleReading::isFresh).toList();
    return known.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            known.stream()
                .flatMap(module -> module.amperes().stream())
                .mapToDouble(amperes -> amperes.max())
                .sum());
  }

  /** An hour, as JSON shows it. */
  Map<String, Object> view() {
    return history.view(epochMillis.getAsLong());
  }
}
