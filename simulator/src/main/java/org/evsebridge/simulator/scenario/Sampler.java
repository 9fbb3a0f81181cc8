package org.evsebridge.simulator.scenario;

import static java.lang.Double.NaN;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.simulator.house.Battery;
import org.evsebridge.simulator.report.Series;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.vehicle.Car;

/**
 * Takes down how a station goes, for plots. However long a run is, there are so many samples at
 * most: when they become too many, two each become one, the greater. Not thread-safe.
 */
final class Sampler {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Even, so that pairs come out. */
  private static final int MOST = 1_200;

  /** A quantity that is taken down. */
  private static final class Line {
    final String plot;
    final String unit;
    final String name;
    final ToDoubleFunction<Station.Models> value;
    final List<Double> samples = new ArrayList<>();
    double greatest = Double.NaN;

    Line(String plot, String unit, String name, ToDoubleFunction<Station.Models> value) {
      this.plot = plot;
      this.unit = unit;
      this.name = name;
      this.value = value;
    }
  }

  /** How many seconds it is since something was counted last. */
  private final class Since implements ToDoubleFunction<Station.Models> {
    private final ToLongFunction<Station.Models> count;
    private long counted;
    private long lastMillis;

    Since(ToLongFunction<Station.Models> count) {
      this.count = count;
    }

    @Override
    public double applyAsDouble(Station.Models models) {
      long now = count.applyAsLong(models);
      if (now != counted) {
        counted = now;
        lastMillis = passedMillis;
      }
      return (passedMillis - lastMillis) / 1e3;
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final LocalDateTime start;
  private Duration interval = SHORTEST;
  private Duration next = SHORTEST;
  private long passedMillis; // not by the clock, which may be set

  Sampler(Station.Models models) {
    start = models.clock().instant().atZone(models.clock().zone()).toLocalDateTime();
    for (Phase phase : Phase.values()) {
      add("Grid", "A", phase.name(), m -> m.house().flow().amperes().get(phase));
    }
    add("Grid", "A", "main fuse", m -> m.house().connection().amperes());
    for (Phase phase : Phase.values()) {
      add("Main fuse used", "%", phase.name(), m -> 100 * m.house().fuseUse(phase));
    }
    for (int i = 0; i < models.chargers().size(); i++) {
      int index = i;
      String name = models.chargers().get(i).settings().name();
      add("Cars", "A", name, m -> of(m, index).current().max());
      add("Cars", "A", name + " may take", m -> of(m, index).module().advertisedAmperes());
      add("State of charge", "%", name, m -> percent(of(m, index)));
    }
    // not a number as long as there are none: they may come with a word
    add("Sun", "kW", "gives", m -> m.house().sun().isThere() ? m.house().sunWatts() / 1000 : NaN);
    add("State of charge", "%", "the house's battery", HouseQuantities.ofBattery(Battery::percent));
    add("Battery", "kW", "gives", HouseQuantities.ofBattery(battery -> battery.watts() / 1000));
    if (models.bill().isPresent()) {
      add("Price", "€/kWh", "from the grid", m -> m.bill().orElseThrow().price());
      add("Cost", "€", "paid", m -> m.bill().orElseThrow().euros());
    }
    add("Silence", "s", "no telegram", new Since(m -> m.meter().sent()));
    for (int i = 0; i < models.chargers().size(); i++) {
      int index = i;
      String name = models.chargers().get(i).settings().name();
      add("Silence", "s", "nobody asks " + name, new Since(m -> of(m, index).requests()));
    }
  }

  private void add(String plot, String unit, String name, ToDoubleFunction<Station.Models> value) {
    lines.add(new Line(plot, unit, name, value));
  }

  private static Charger of(Station.Models models, int index) {
    return models.chargers().get(index);
  }

  private static double percent(Charger charger) {
    Optional<Car> car = charger.module().car();
    return car.isPresent() ? car.get().percent() : Double.NaN; // in each step
  }

  /** Looks at the station after a step. */
  void look(Duration now, Station.Models models) {
    passedMillis = now.toMillis();
    for (Line line : lines) {
      double value = line.value.applyAsDouble(models);
      line.greatest = Double.isNaN(line.greatest) ? value : Math.max(line.greatest, value);
    }
    if (now.compareTo(next) >= 0) {
      next = next.plus(interval);
      lines.forEach(Sampler::take);
      if (lines.get(0).samples.size() == MOST) {
        lines.forEach(Sampler::halve);
        interval = interval.multipliedBy(2);
        next = interval.multipliedBy(lines.get(0).samples.size() + 1L);
      }
    }
  }

  private static void take(Line line) {
    line.samples.add(line.greatest);
    line.greatest = Double.NaN;
  }

  private static void halve(Line line) {
    List<Double> halved = new ArrayList<>(MOST / 2);
    for (int i = 0; i < line.samples.size(); i += 2) {
      halved.add(greater(line.samples.get(i), line.samples.get(i + 1)));
    }
    line.samples.clear();
    line.samples.addAll(halved);
  }

  private static double greater(double one, double other) {
    return Double.isNaN(one) || other > one ? other : one;
  }

  /**
   * What was taken down so far, of all that ever had a value.
   *
   * @param clockWasSet meanwhile
   */
  Series series(boolean clockWasSet) {
    return new Series(
        clockWasSet ? Optional.empty() : Optional.of(start),
        interval,
        lines.stream()
            .filter(line -> !line.samples.stream().allMatch(sample -> sample.isNaN()))
            .map(
                line -> new Series.Line(line.plot, line.unit, line.name, List.copyOf(line.samples)))
            .toList());
  }
}
