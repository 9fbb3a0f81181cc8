package org.evsebridge.simulator.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.TcpAddress;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.line.BusSettings;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.Wire;
import org.evsebridge.simulator.station.LineSettings;

/** An entry of {@code lines}. */
final class LineBlock {
  private static final Key<String> NAME =
      Key.of("name", Scalars.NAME).says("what meter and chargers call this line").such("rs485");

  private static final Key<Optional<Integer>> BAUDRATE =
      Key.whole("baudrate", 1, SerialSettings.HIGHEST_BAUDRATE)
          .optional("as its meter has it; RS485: " + LineSettings.BUS.serial().baudrate())
          .says("bits a second")
          .such("9600");

  private static final Key<Optional<String>> COMSET =
      Key.of("comset", Scalars.matching("8N1, 8E1 or another such", "[5-8][NEOneo][12]"))
          .optional("as its meter has it; RS485: " + LineSettings.BUS.serial().comset())
          .says("data bits, parity, stop bits")
          .such("8N1");

  private static final Key<Optional<String>> TAP =
      Key.of("tap", Scalars.name("a file name without '/'"))
          .optional("'ttyP1' for 'p1', 'ttyEVSE' for 'rs485', else 'tty-' and the name")
          .says("the name of its virtual serial port")
          .such("ttyEVSE");

  private static final Key<Optional<String>> DEVICE =
      Key.text("device")
          .optional()
          .says("a real serial port that the line is on as well")
          .such("/dev/ttyUSB0");

  private static final Key<Optional<Integer>> TCP =
      port("tcp", "the meter's line: a TCP port on which its telegrams come directly");

  private static final Key<Optional<Wire>> PACE =
      Key.of(
              "pace",
              new ScalarKind<>(
                  "true, false or frame",
                  Wire::ofPace,
                  ScalarKind.choice(
                          List.of("true", "false", "on", "off", "yes", "no", "frame"), n -> n)
                      .schema(),
                  String::valueOf))
          .optional("true on serial ports at speed 1, false on TCP")
          .says(
              "an RS485 line: whether bytes take their time; 'frame' answers in one piece when"
                  + " its first byte would come. Not for a real 'device', which keeps its own pace")
          .such("true");

  private static final Key<List<FaultRule>> FAULTS =
      Key.list("faults", FaultRuleBlock.BLOCK)
          .or(List.of())
          .says("an RS485 line: what is wrong with it from the start")
          .such("[]");

  private static final Key<Optional<Integer>> MODBUS_TCP =
      port("modbus-tcp", "an RS485 line: the port on which it is reached in Modbus TCP");

  private static final Key<Optional<Integer>> RTU_OVER_TCP =
      port("rtu-over-tcp", "an RS485 line: the port on which it is reached in RTU over TCP");

  /** Its keys; their defaults are those of the meter's line. */
  static final Block<Function<LineSettings, LineSettings>> BLOCK =
      Block.of(NAME, BAUDRATE, COMSET, TAP, DEVICE, TCP, PACE, FAULTS, MODBUS_TCP, RTU_OVER_TCP)
          .making(given -> ofMeter -> line(given, ofMeter));

  private LineBlock() {}

  private static Key<Optional<Integer>> port(String name, String meaning) {
    return Key.whole(name, 0, TcpAddress.HIGHEST_PORT)
        .optional("none")
        .says(meaning + "; 0 picks a free one")
        .such("5020");
  }

  private static LineSettings line(Values given, LineSettings ofMeter) {
    String name = given.get(NAME);
    LineSettings byDefault = name.equals(ofMeter.name()) ? ofMeter : LineSettings.BUS;
    SerialSettings serial =
        given.get(COMSET).flatMap(byDefault.serial()::withComset).orElse(byDefault.serial());
    return new LineSettings(
        name,
        serial.withBaudrate(given.get(BAUDRATE).orElse(byDefault.serial().baudrate())),
        given.get(TAP).orElse(name.equals(byDefault.name()) ? byDefault.tap() : "tty-" + name),
        given.get(DEVICE),
        given.get(TCP),
        new BusSettings(
            given.get(PACE), given.get(FAULTS), given.get(MODBUS_TCP), given.get(RTU_OVER_TCP)));
  }
}
