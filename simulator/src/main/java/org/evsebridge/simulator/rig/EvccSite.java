package org.evsebridge.simulator.rig;

import java.net.InetSocketAddress;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.house.BatterySettings;
import org.evsebridge.simulator.house.BatterySettings.Mode;
import org.evsebridge.simulator.price.PriceOfDay;
import org.evsebridge.simulator.price.Prices;
import org.evsebridge.simulator.station.StationSettings;

/**
 * What a site has besides its grid meter and chargers, as evcc.yaml has it: panels, battery and
 * cars, which evcc asks the control API for, and prices.
 *
 * @param vehicles one for each charger, or none
 */
record EvccSite(
    Optional<Panels> panels,
    Optional<Battery> battery,
    List<Vehicle> vehicles,
    Optional<Tariffs> tariffs) {
  /** What evcc calls NORMAL; the others follow in the same order as there. */
  private static final int FIRST_MODE = 1;

  /**
   * The control API.
   *
   * @param token what callers must know, if anything
   */
  record Api(InetSocketAddress address, Optional<String> token) {
    private String uri(String path) {
      return "http://" + address.getHostString() + ":" + address.getPort() + path;
    }

    /** Null where there is nothing to tell. */
    private Map<String, String> headers() {
      return token.map(known -> Map.of("Authorization", "Bearer " + known)).orElse(null);
    }

    Source get(String path, String jq) {
      return new Source("http", uri(path), headers(), null, jq);
    }

    /** Of what more than one value is asked for: evcc warns where nothing is kept of it. */
    Source house(String jq) {
      return new Source("http", uri("/house"), headers(), "1s", jq);
    }

    Deed patch(String path, String body) {
      return new Deed("http", uri(path), "PATCH", headers(), body);
    }
  }

  /**
   * A value in the JSON of the control API.
   *
   * @param cache how long evcc keeps what it was answered; null for not at all
   */
  record Source(String source, String uri, Map<String, String> headers, String cache, String jq) {}

  /** Something that is asked of it. */
  record Deed(String source, String uri, String method, Map<String, String> headers, String body) {}

  record Panels(String name, String type, Source power) {}

  /**
   * A battery.
   *
   * @param power W; what it gives, less than 0 while it is charged
   * @param energy kWh; what it has given
   * @param returnenergy kWh; what it has taken
   */
  record Battery(
      String name,
      String type,
      Source power,
      Source energy,
      Source returnenergy,
      Source soc,
      double capacity,
      long minsoc,
      long maxsoc,
      double maxchargepower,
      double maxdischargepower,
      Map<String, Object> batterymode) {}

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
   * @param control the control API, where it is served
   */
  static EvccSite of(StationSettings settings, Optional<Api> control) {
    List<ChargerSettings> chargers = settings.chargers();
    return new EvccSite(
        control
            .filter(api -> !settings.house().suns().isEmpty())
            .map(api -> new Panels("panels", "custom", api.house(".sunWatts"))),
        control.flatMap(api -> settings.house().battery().map(one -> battery(api, one))),
        control
            .map(
                api ->
                    IntStream.range(0, chargers.size())
                        .mapToObj(i -> vehicle(api, chargers.get(i), i, chargers.size()))
                        .toList())
            .orElse(List.of()),
        settings.prices().map(EvccSite::tariffs));
  }

  private static Battery battery(Api api, BatterySettings battery) {
    return new Battery(
        "battery",
        "custom",
        api.house(".battery.watts"),
        api.house(".battery.dischargedKwh"),
        api.house(".battery.chargedKwh"),
        api.house(".battery.soc"),
        battery.kilowattHours(),
        Math.round(battery.leastPercent()),
        Math.round(battery.mostPercent()),
        battery.watts(),
        battery.watts(),
        mapOf(
            "source",
            "switch",
            "switch",
            Stream.of(Mode.values()).map(mode -> mode(api, mode)).toList()));
  }

  /** What evcc's number of a mode makes it do. */
  private static Map<String, Object> mode(Api api, Mode mode) {
    String body = "{\"mode\": \"" + mode.name().toLowerCase(Locale.ROOT) + "\"}";
    return mapOf("case", FIRST_MODE + mode.ordinal(), "set", api.patch("/house/battery", body));
  }

  /** Two keys in their order, of which one is a word of Java. */
  private static Map<String, Object> mapOf(
      String one, Object value, String other, Object otherValue) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(one, value);
    map.put(other, otherValue);
    return map;
  }

  private static Vehicle vehicle(Api api, ChargerSettings charger, int index, int count) {
    String number = count == 1 ? "" : " " + (index + 1);
    return new Vehicle(
        "car" + number.replace(" ", "-"),
        "custom",
        "Car" + number,
        Math.round(charger.car().battery().kilowattHours()),
        api.get("/chargers/" + charger.name(), ".car.soc // 0"));
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
