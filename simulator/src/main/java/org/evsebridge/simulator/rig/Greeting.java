package org.evsebridge.simulator.rig;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;

/** What a rig prints when everything accepts connections: where it is reached. */
final class Greeting {
  private final Rig rig;
  private final PrintStream out;
  private final List<Charger> chargers;

  Greeting(Rig rig, PrintStream out) {
    this.rig = rig;
    this.out = out;
    this.chargers = rig.station().ask(Station.Models::chargers);
  }

  /** Prints it; the evcc.yaml that it names is written before. */
  void print() {
    rig.addresses()
        .ifPresentOrElse(
            addresses -> {
              say(
                  "ready p1=%s modbus=%s dir=%s%s",
                  Ports.text(addresses.p1()), Ports.text(addresses.modbus()), rig.dir(), http());
              say("smart meter      tcp %s", Ports.text(addresses.p1()));
              for (LineSettings line : rig.settings().busLines()) {
                say(
                    "charging module  tcp %s, %s, Modbus TCP and RTU over TCP",
                    Ports.text(addresses.gateways().get(line.name())), units(line));
              }
            },
            () -> say("ready dir=%s%s", rig.dir(), http()));
    rig.addresses()
        .flatMap(Rig.Addresses::house)
        .ifPresent(address -> say("bridge's page    http://%s/", Ports.text(address)));
    rig.control().ifPresent(this::print);
    StationSettings settings = rig.settings();
    say(
        "smart meter      %s at %s",
        rig.port(settings.lineOfMeter()), settings.lineOfMeter().serial());
    rig.ownPortOfMeter().ifPresent(address -> say("smart meter      tcp %s", Ports.text(address)));
    settings.busLines().forEach(this::print);
    rig.evccFile(chargers).ifPresent(file -> say("evcc.yaml        %s", file));
  }

  /** In one piece: a script that waits for a line in a file must not find half of it. */
  private void say(String format, Object... arguments) {
    out.print(String.format(format + "%n", arguments));
  }

  private String http() {
    return rig.control().map(control -> " http=" + Ports.text(control.address())).orElse("");
  }

  private void print(Control control) {
    say(
        "to look at it    http://%s/ in a browser; for programs see /openapi.yaml%s",
        Ports.text(control.address()), control.token().map(token -> ", token " + token).orElse(""));
  }

  private void print(LineSettings line) {
    say("charging module  %s at %s, %s", rig.port(line), line.serial(), units(line));
    rig.ownPorts(line)
        .forEach(
            (framing, address) ->
                say(
                    "charging module  tcp %s, %s, %s",
                    Ports.text(address),
                    units(line),
                    framing == Framing.TCP ? "Modbus TCP" : "RTU over TCP"));
  }

  /**
   * A module's address is in its EEPROM, which can be another one than rig.yaml gives a new one.
   */
  private String units(LineSettings line) {
    return chargers.stream()
        .filter(charger -> charger.settings().line().equals(line.name()))
        .map(charger -> "unit " + charger.module().address())
        .collect(Collectors.joining(", "));
  }
}
