package org.evsebridge.simulator.rig;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.yaml.YamlWriter;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.StationSettings;

/** The two configuration files of the rig's bridge, written as a person would write them. */
final class BridgeFiles {
  static final String SER2NET = "ser2net.yaml";
  static final String BRIDGE = "bridge.yaml";

  /** evcc, a logger, a person with nc, and places to spare. */
  private static final int METER_READERS = 16;

  /** How long a simulated line may stall within a frame on a busy machine. */
  private static final String FRAME_SILENCE = "250ms";

  private BridgeFiles() {}

  private record ConnectionYaml(
      String accepter, String enable, OptionsYaml options, String connector) {}

  private record OptionsYaml(int maxConnections, boolean kickolduser) {}

  private record BridgeYaml(String ser2net, List<GatewayYaml> modbusproxy) {}

  private record HouseYaml(
      MeterYaml p1, List<GatewayYaml> modbusproxy, GuardYaml guard, HttpYaml http, MqttYaml mqtt) {}

  private record MeterYaml(int port, String host, String device, int baudrate, String comset) {}

  private record GatewayYaml(
      int port,
      String host,
      String device,
      int baudrate,
      String comset,
      String frameSilence,
      Map<Integer, String> describe) {}

  /**
   * @param device where the bridge finds the tap of a name
   */
  static String ser2net(RigOptions options, LineSettings meter, UnaryOperator<String> device) {
    ConnectionYaml connection =
        new ConnectionYaml(
            "tcp," + options.host() + "," + options.p1Port(),
            "on",
            new OptionsYaml(METER_READERS, true),
            String.join(
                ",",
                "serialdev",
                device.apply(meter.tap()),
                meter.serial().baudrate() + ser2netComset(meter.serial()),
                "local"));
    return YamlWriter.of(
        "The smart meter for its readers.",
        out -> {
          out.writeStartObject();
          out.writeFieldName("connection");
          out.writeObjectId("meter"); // the anchor, by which ser2net names a connection
          YamlWriter.write(out, connection);
          out.writeEndObject();
        });
  }

  /** ser2net writes 8N1 as n81. */
  private static String ser2netComset(SerialSettings serial) {
    return serial.parity().name().substring(0, 1).toLowerCase(Locale.ROOT)
        + serial.dataBits()
        + serial.stopBits();
  }

  /**
   * A gateway for each line; the first listens on the port that was asked for, others behind it.
   */
  static String bridge(RigOptions options, StationSettings station, UnaryOperator<String> device) {
    return YamlWriter.of(
        "A gateway for each RS485 line.",
        new BridgeYaml(SER2NET, gateways(options, station, device)));
  }

  /** The same with a {@code p1:} entry, from which a load guard and the house get telegrams. */
  static String ofHouse(
      RigOptions options, StationSettings station, UnaryOperator<String> device, String state) {
    LineSettings meter = station.lineOfMeter();
    UnaryOperator<String> ofLine = name -> device.apply(station.line(name).tap());
    return YamlWriter.of(
        "The smart meter, a gateway for each RS485 line, and what hears both.",
        new HouseYaml(
            new MeterYaml(
                options.p1Port(),
                options.host(),
                device.apply(meter.tap()),
                meter.serial().baudrate(),
                meter.serial().comset()),
            gateways(options, station, device),
            options.bridge().guard().map(guard -> GuardYaml.of(guard, ofLine, state)).orElse(null),
            options.bridge().http().map(HttpYaml::of).orElse(null),
            options.bridge().mqtt().map(MqttYaml::of).orElse(null)));
  }

  private static List<GatewayYaml> gateways(
      RigOptions options, StationSettings station, UnaryOperator<String> device) {
    List<LineSettings> buses = station.busLines();
    return IntStream.range(0, buses.size())
        .mapToObj(
            i ->
                new GatewayYaml(
                    options.modbusPort() == 0 ? 0 : options.modbusPort() + i,
                    options.host(),
                    device.apply(buses.get(i).tap()),
                    buses.get(i).serial().baudrate(),
                    buses.get(i).serial().comset(),
                    FRAME_SILENCE,
                    options.bridge().isShown() ? modules(station, buses.get(i)) : null))
        .toList();
  }

  /** The units of a line that the house is shown. */
  private static Map<Integer, String> modules(StationSettings station, LineSettings line) {
    Map<Integer, String> units = new TreeMap<>();
    station.chargers().stream()
        .filter(charger -> charger.line().equals(line.name()))
        .forEach(charger -> units.put(charger.settings().get(ModuleRegister.ADDRESS), "smartevse"));
    return units;
  }
}
