package org.evsebridge.simulator.junit;

import java.nio.file.Path;
import org.evsebridge.simulator.line.Wire;

/** A serial line: the meter's, or one of the RS485 lines of the charging modules. */
public final class LineBuilder {
  private final Keys keys = new Keys();

  private LineBuilder() {}

  /**
   * A line.
   *
   * @param name what meter and chargers call it; in the default station {@code p1} and {@code
   *     rs485}
   */
  public static LineBuilder line(String name) {
    return new LineBuilder().with("name", name);
  }

  private LineBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** Bits a second. */
  public LineBuilder baudrate(int baudrate) {
    return with("baudrate", baudrate);
  }

  /** Data bits, parity and stop bits, such as {@code 8N1}. */
  public LineBuilder comset(String comset) {
    return with("comset", comset);
  }

  /** The file name of its virtual serial port. */
  public LineBuilder tap(String name) {
    return with("tap", name);
  }

  /** A real serial port that the line is on as well. */
  public LineBuilder device(Path port) {
    return with("device", port.toAbsolutePath());
  }

  /** The meter's line: a TCP port on which its telegrams come directly; 0 picks a free one. */
  public LineBuilder tcp(int port) {
    return with("tcp", port);
  }

  /** An RS485 line: how time passes on it, of which {@link Wire#REAL} is a real device's only. */
  public LineBuilder pace(Wire wire) {
    return with(
        "pace",
        switch (wire) {
          case INSTANT -> "false";
          case PACED -> "true";
          case FRAMED -> "frame";
          case REAL -> "real"; // is refused
        });
  }

  /** An RS485 line: something that is wrong with it from the start. */
  public LineBuilder fault(LineFaultBuilder fault) {
    keys.add("faults", fault.keys());
    return this;
  }

  /** An RS485 line: the port on which it is reached in Modbus TCP; 0 picks a free one. */
  public LineBuilder modbusTcp(int port) {
    return with("modbus-tcp", port);
  }

  /** An RS485 line: the port on which it is reached in RTU over TCP; 0 picks a free one. */
  public LineBuilder rtuOverTcp(int port) {
    return with("rtu-over-tcp", port);
  }

  Keys keys() {
    return keys;
  }
}
