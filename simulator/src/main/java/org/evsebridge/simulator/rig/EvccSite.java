package org.evsebridge.simulator.rig;

import java.net.InetSocketAddress;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.price.PriceOfDay;
import org.evsebridge.simulator.price.Prices;
import org.evsebridge.simulator.station.StationSettings;

/**
 * What a site has besides its grid meter and chargers, as evcc.yaml has it: panels and cars, which
 * evcc asks the control API for, and prices.
 *
 * @param vehicles one for each charger, or none
 */
record EvccSite(Optional<Panels> panels, List<Vehicle> vehicles, Optional<Tariffs> tariffs) {
  /** Nothing. */
  static final EvccSite NONE = new EvccSite(Optional.empty(), List.of(), Optional.empty());

  /** A value in the JSON of the control API. */
  record Source(String source, String uri, String jq) {}

  record Panels(String name, String type, Source power) {}

  record Vehicle(String name, String type, String title, long capacity, Source soc) {}

  /**
   * A price that holds in some hours.
   *
   * @param hours such as 02:00-06:00
   */
  record Zone(String days, String hours, double price) {}

  /**
   * A tariff with fixed prices.
   *
   * @param zones null where the price is the same all day
   */
  record Tariff(String type, double price, List<Zone> zones) {}

  record Tariffs(String currency, Tariff grid, Tariff feedin) {}

  /**
   * What there is.
   *
   * @param control where the control API can be asked without a token, if it can
   */
  static EvccSite of(StationSettings settings, Optional<InetSocketAddress> control) {
    List<ChargerSettings> chargers = settings.chargers();
    Optional<String> uri = control.map(at -> "http://" + at.getHostString() + ":" + at.getPort());
    return new EvccSite(
        uri.filter(known -> !settings.house().suns().isEmpty())
            .map(
                known ->
                    new Panels(
                        "panels", "custom", new Source("http", known + "/house", ".sunWatts"))),
        uri.map(
                known ->
                    IntStream.range(0, chargers.size())
                        .mapToObj(i -> vehicle(known, chargers.get(i), i, chargers.size()))
                        .toList())
            .orElse(List.of()),
        settings.prices().map(EvccSite::tariffs));
  }

  private static Vehicle vehicle(String uri, ChargerSettings charger, int index, int count) {
    String number = count == 1 ? "" : " " + (index + 1);
    return new Vehicle(
        "car" + number.replace(" ", "-"),
        "custom",
        "Car" + number,
        Math.round(charger.car().battery().kilowattHours()),
        new Source("http", uri + "/chargers/" + charger.name(), ".car.soc // 0"));
  }

  private static Tariffs tariffs(Prices prices) {
    return new Tariffs("EUR", tariff(prices.imported()), tariff(prices.exported()));
  }

  private static Tariff tariff(PriceOfDay prices) {
    List<Map.Entry<LocalTime, Double>> steps = List.copyOf(prices.steps().entrySet());
    // The last price holds over midnight, up to the first: evcc takes it where no zone is.
    List<Zone> zones = new ArrayList<>();
    for (int i = 0; i + 1 < steps.size(); i++) {
      String hours = steps.get(i).getKey() + "-" + steps.get(i + 1).getKey();
      zones.add(new Zone("Mon-Sun", hours, steps.get(i).getValue()));
    }
    return new Tariff(
        "fixed", steps.get(steps.size() - 1).getValue(), zones.isEmpty() ? null : zones);
  }
}
