package org.evsebridge.bridge.discover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.yaml.YamlWriter;

/**
 * What was found, as the bridge.yaml that serves it and as the blocks with which evcc uses it.
 *
 * @param bridgeYaml without comments; empty when nothing was found that can be served
 * @param evccYaml the blocks {@code meters} and {@code chargers} of an evcc.yaml
 */
public record Served(String bridgeYaml, String evccYaml) {
  /** The ports that the README has; further ones follow. */
  private static final int FIRST_P1 = 2000;

  private static final int FIRST_MODBUS = 502;
  private static final String HERE = "127.0.0.1";

  public static Served of(List<Finding> findings) {
    List<Map<String, Object>> p1 = new ArrayList<>();
    List<Map<String, Object>> modbus = new ArrayList<>();
    List<Map<String, Object>> meters = new ArrayList<>();
    List<Map<String, Object>> chargers = new ArrayList<>();
    for (Finding finding : findings) {
      String device = finding.port().name();
      if (finding.verdict() instanceof PortVerdict.OfSmartMeter found) {
        int port = FIRST_P1 + p1.size();
        p1.add(p1(port, device, found.meter()));
        meters.add(meter(numbered("grid", meters), port));
      } else if (finding.verdict() instanceof PortVerdict.ModbusLine line) {
        int port = FIRST_MODBUS + modbus.size();
        modbus.add(modbus(port, device, line.answered().settings()));
        line.answered().units().stream()
            .filter(ModuleAnswers.Unit::isModule)
            .forEach(
                unit -> chargers.add(charger(numbered("station", chargers), port, unit.unit())));
      }
    }
    return new Served(
        yaml("", block("p1", p1, "modbusproxy", modbus)),
        yaml(
            HERE + " is for an evcc on this machine; elsewhere it is this machine's address.",
            block("meters", meters, "chargers", chargers)));
  }

  /** Whether there is anything to serve. */
  public boolean isEmpty() {
    return bridgeYaml.isEmpty();
  }

  private static Map<String, Object> p1(int port, String device, Heard.MeterTelegrams meter) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("port", port);
    entry.put("device", device);
    if (!meter.settings().equals(SerialSettings.P1)) {
      line(entry, meter.settings());
    }
    crc(meter).ifPresent(crc -> entry.put("crc", crc));
    return entry;
  }

  /** What makes its telegrams such that evcc takes them. */
  private static Optional<String> crc(Heard.MeterTelegrams meter) {
    return switch (meter.telegram().checksum()) {
      case NONE -> Optional.of("add");
      case UNPADDED -> Optional.of("check");
      case RIGHT, WRONG -> Optional.empty();
    };
  }

  private static Map<String, Object> modbus(int port, String device, SerialSettings settings) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("port", port);
    entry.put("device", device);
    line(entry, settings);
    return entry;
  }

  private static void line(Map<String, Object> entry, SerialSettings settings) {
    entry.put("baudrate", settings.baudrate());
    entry.put("comset", settings.comset());
  }

  private static Map<String, Object> meter(String name, int port) {
    Map<String, Object> entry = template(name, "dsmr");
    entry.put("usage", "grid");
    entry.put("host", HERE);
    entry.put("port", port);
    return entry;
  }

  private static Map<String, Object> charger(String name, int port, int unit) {
    Map<String, Object> entry = template(name, "smartevse");
    entry.put("modbus", "rs485tcpip");
    entry.put("id", unit);
    entry.put("host", HERE);
    entry.put("port", port);
    return entry;
  }

  private static Map<String, Object> template(String name, String template) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("type", "template");
    entry.put("template", template);
    return entry;
  }

  private static String numbered(String name, List<?> before) {
    return before.isEmpty() ? name : name + (before.size() + 1);
  }

  private static Map<String, Object> block(
      String one, List<?> first, String other, List<?> second) {
    Map<String, Object> block = new LinkedHashMap<>();
    if (!first.isEmpty()) {
      block.put(one, first);
    }
    if (!second.isEmpty()) {
      block.put(other, second);
    }
    return block;
  }

  private static String yaml(String comment, Map<String, Object> block) {
    return block.isEmpty() ? "" : YamlWriter.of(comment, block);
  }
}
