package org.evsebridge.bridge.config.guard;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.guard.MeterSource.NumberType;
import org.evsebridge.bridge.config.guard.MeterSource.WordOrder;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of a meter that a guard reads over Modbus. */
final class ModbusMeterKeys {
  static final Key<Optional<String>> LINE =
      Key.text("line")
          .optional("where there is one")
          .says("the device or address of the line it hangs on, as in `modbusproxy:`")
          .such("/dev/ttyS0");
  static final Key<Integer> UNIT =
      Key.whole("unit", 1, GuardKeys.MOST_UNIT).says("the meter's Modbus address").such("5");
  private static final Key<Integer> FUNCTION =
      Key.of("function", ScalarKind.choice(List.of(3, 4), String::valueOf))
          .or(4)
          .says("3 for holding, 4 for input registers");
  private static final Key<Integer> CURRENTS =
      Key.whole("currents", 0, 0xFFFF)
          .says("the address of the current of L1; L2 and L3 follow it")
          .such("0x0006");
  private static final Key<NumberType> TYPE =
      Key.choice("type", NumberType.class)
          .or(NumberType.FLOAT32)
          .says("how a number stands in the registers");
  private static final Key<Double> SCALE =
      Key.number("scale", 0.001, 1000).or(1.0).says("what a number times makes amperes");
  private static final Key<WordOrder> WORD_ORDER =
      Key.choice("word-order", WordOrder.class)
          .or(WordOrder.BIG)
          .says(
              "which word of a number in two registers comes first: the one of more weight, or not");
  private static final Key<Duration> INTERVAL =
      Key.duration("interval", ofMillis(500), ofSeconds(10))
          .or(ofSeconds(1))
          .says("how often the meter is read");

  static final Block<Values> BLOCK =
      Block.of(LINE, UNIT, FUNCTION, CURRENTS, TYPE, SCALE, WORD_ORDER, INTERVAL);

  private ModbusMeterKeys() {}

  /** The meter on a line of that name. */
  static MeterSource.Modbus meter(Values given, String line) {
    return new MeterSource.Modbus(
        line,
        given.get(UNIT),
        given.get(FUNCTION),
        given.get(CURRENTS),
        given.get(TYPE),
        given.get(SCALE),
        given.get(WORD_ORDER),
        given.get(INTERVAL));
  }
}
