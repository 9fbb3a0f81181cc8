package org.evsebridge.simulator.config;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.ValueKind;
import org.evsebridge.simulator.price.PriceOfDay;
import org.evsebridge.simulator.price.Prices;

/** The {@code prices} of a rig. */
final class PricesBlock {
  private static final double MOST = 100;

  private static final ScalarKind<LocalTime> TIME =
      ScalarKind.of("a time of day such as 07:00", PricesBlock::time).pattern(Scalars.TIME_OF_DAY);

  private static final ScalarKind<Double> PRICE = ScalarKind.number(-MOST, MOST);

  private static final ValueKind<Map<LocalTime, Double>> OF_DAY =
      Key.either(
          new ScalarKind<>(
              PRICE.words(),
              text -> PRICE.parser().apply(text).map(price -> Map.of(LocalTime.MIDNIGHT, price)),
              PRICE.schema(),
              prices -> PRICE.write(prices.get(LocalTime.MIDNIGHT))),
          Key.map("prices", TIME, "is no time of day such as 07:00", PRICE).kind());

  private static final Key<Map<LocalTime, Double>> IMPORT =
      Key.of("import", OF_DAY)
          .says("€ for a kWh from the grid, or from times of day on")
          .such("{\"00:00\": 0.18, \"07:00\": 0.30, \"17:00\": 0.42, \"21:00\": 0.18}");

  private static final Key<Map<LocalTime, Double>> EXPORT =
      Key.of("export", OF_DAY)
          .or(Map.of(LocalTime.MIDNIGHT, 0.0))
          .says("€ for a kWh that is fed back");

  static final Block<Prices> BLOCK =
      Block.of(IMPORT, EXPORT)
          .rule(
              Rule.of(
                  "prices need at least one time of day",
                  given ->
                      given.find(IMPORT).filter(Map::isEmpty).isEmpty()
                          && !given.get(EXPORT).isEmpty()))
          .making(
              given ->
                  new Prices(new PriceOfDay(given.get(IMPORT)), new PriceOfDay(given.get(EXPORT))));

  private PricesBlock() {}

  private static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text.trim()));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
