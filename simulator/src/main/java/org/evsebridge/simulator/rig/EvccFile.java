package org.evsebridge.simulator.rig;

import java.net.InetSocketAddress;
import java.util.List;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.StationSettings;

/**
 * The evcc.yaml for a running rig. For the default rig it is the example of that name to the
 * letter.
 *
 * @param p1 where the smart meter is reached
 * @param chargers never empty
 * @param amperes the main fuse
 */
record EvccFile(InetSocketAddress p1, List<Module> chargers, long amperes) {

  /**
   * A charging module as evcc reaches it.
   *
   * @param unit its Modbus address
   */
  record Module(String name, int unit, InetSocketAddress gateway) {}

  /** The file for a station behind a bridge. */
  static EvccFile of(Rig.Doors doors, StationSettings settings, List<Charger> chargers) {
    return new EvccFile(
        doors.p1(),
        chargers.stream()
            .map(
                charger ->
                    new Module(
                        charger.settings().name(),
                        charger.module().address(),
                        doors.gateways().get(charger.settings().line())))
            .toList(),
        Math.round(settings.house().connection().amperes()));
  }

  /** The whole file. */
  String text() {
    StringBuilder modules = new StringBuilder();
    StringBuilder loadpoints = new StringBuilder();
    for (int i = 0; i < chargers.size(); i++) {
      modules.append(charger(chargers.get(i)));
      loadpoints.append(loadpoint(i == 0 ? "Garage" : "Garage " + (i + 1), chargers.get(i)));
    }
    return """
        # A whole evcc.yaml for the simulated station, as `java -jar simulator/target/evse-simulator.jar` runs it.
        interval: 10s # for the eye; evcc warns of less than 30s at its start, which is harmless here

        meters:
          - name: grid
            type: template
            template: dsmr
            usage: grid
            host: %s
            port: %d

        chargers:
        %s
        # Keeps the car's current and the rest of the house under the main fuse.
        circuits:
          - name: main
            title: Main fuse
            maxcurrent: %d
            meter: grid

        loadpoints:
        %s
        site:
          title: Home
          meters:
            grid: grid
        """
        .formatted(p1.getHostString(), p1.getPort(), modules, amperes, loadpoints);
  }

  private static String charger(Module module) {
    return """
          - name: %s
            type: template
            template: smartevse
            modbus: rs485tcpip
            id: %d
            host: %s
            port: %d
        """
        .formatted(
            module.name, module.unit, module.gateway.getHostString(), module.gateway.getPort());
  }

  private static String loadpoint(String title, Module module) {
    return """
          - title: %s
            charger: %s
            circuit: main
            mode: now
        """
        .formatted(title, module.name);
  }
}
