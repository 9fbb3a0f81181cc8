package org.evsebridge.simulator.rig;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.evsebridge.bridge.yaml.YamlWriter;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.StationSettings;

/**
 * The evcc.yaml for a running rig. The example of that name is the one for the default rig.
 *
 * @param p1 where the smart meter is reached
 * @param modules never empty
 * @param amperes the main fuse
 * @param rest what else the site has
 */
record EvccFile(InetSocketAddress p1, List<ModuleAddress> modules, long amperes, EvccSite rest) {
  private static final String COMMENT =
      """
      A whole evcc.yaml for the simulated station, as `java -jar simulator/target/evse-simulator.jar` runs it.
      interval: 10s is for the eye; evcc warns of less than 30s at its start, which is harmless here.
      circuits: they keep the car's current and the rest of the house under the main fuse.
      """;

  /**
   * A charging module as evcc reaches it.
   *
   * @param unit its Modbus address
   */
  record ModuleAddress(String name, int unit, InetSocketAddress gateway) {}

  private record Evcc(
      String interval,
      List<Object> meters,
      List<Smartevse> chargers,
      List<EvccSite.Vehicle> vehicles,
      List<Circuit> circuits,
      List<Loadpoint> loadpoints,
      Site site,
      EvccSite.Tariffs tariffs) {}

  private record MeterYaml(
      String name, String type, String template, String usage, String host, int port) {}

  private record Smartevse(
      String name, String type, String template, String modbus, int id, String host, int port) {}

  private record Circuit(String name, String title, long maxcurrent, String meter) {}

  private record Loadpoint(
      String title, String charger, String vehicle, String circuit, String mode) {}

  private record Site(String title, Map<String, Object> meters) {}

  /**
   * The file for a station behind a bridge.
   *
   * @param control the control API, where it is served
   */
  static EvccFile of(
      Rig.Addresses addresses,
      StationSettings settings,
      List<Charger> chargers,
      Optional<EvccSite.Api> control) {
    return new EvccFile(
        addresses.p1(),
        chargers.stream()
            .map(
                charger ->
                    new ModuleAddress(
                        charger.settings().name(),
                        charger.module().address(),
                        addresses.gateways().get(charger.settings().line())))
            .toList(),
        Math.round(settings.house().connection().amperes()),
        EvccSite.of(settings, control));
  }

  /** The whole file. */
  String text() {
    return YamlWriter.of(
        COMMENT,
        new Evcc(
            "10s",
            meters(),
            modules.stream().map(EvccFile::charger).toList(),
            rest.vehicles().isEmpty() ? null : rest.vehicles(),
            List.of(new Circuit("main", "Main fuse", amperes, "grid")),
            IntStream.range(0, modules.size()).mapToObj(this::loadpoint).toList(),
            new Site("Home", usages()),
            rest.tariffs().orElse(null)));
  }

  private List<Object> meters() {
    List<Object> meters = new ArrayList<>();
    meters.add(new MeterYaml("grid", "template", "dsmr", "grid", p1.getHostString(), p1.getPort()));
    rest.panels().ifPresent(meters::add);
    rest.battery().ifPresent(meters::add);
    return meters;
  }

  private Map<String, Object> usages() {
    Map<String, Object> usages = new LinkedHashMap<>();
    usages.put("grid", "grid");
    rest.panels().ifPresent(panels -> usages.put("pv", List.of(panels.name())));
    rest.battery().ifPresent(battery -> usages.put("battery", List.of(battery.name())));
    return usages;
  }

  private static Smartevse charger(ModuleAddress module) {
    return new Smartevse(
        module.name,
        "template",
        "smartevse",
        "rs485tcpip",
        module.unit,
        module.gateway.getHostString(),
        module.gateway.getPort());
  }

  private Loadpoint loadpoint(int number) {
    String title = number == 0 ? "Garage" : "Garage " + (number + 1);
    String vehicle = rest.vehicles().isEmpty() ? null : rest.vehicles().get(number).name();
    return new Loadpoint(title, modules.get(number).name, vehicle, "main", "now");
  }
}
