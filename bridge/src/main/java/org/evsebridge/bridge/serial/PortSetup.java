package org.evsebridge.bridge.serial;

import com.fazecast.jSerialComm.SerialPort;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.Rs485;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;

/** Our settings of a line in the serial library's words. */
final class PortSetup {
  private PortSetup() {}

  /** Speed, parity, bits and flow control; also while the port is open. */
  static void line(SerialPort port, SerialParameters parameters) {
    SerialSettings settings = parameters.settings();
    port.setComPortParameters(
        settings.baudrate(),
        settings.dataBits(),
        settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT,
        switch (settings.parity()) {
          case NONE -> SerialPort.NO_PARITY;
          case EVEN -> SerialPort.EVEN_PARITY;
          case ODD -> SerialPort.ODD_PARITY;
          case MARK -> SerialPort.MARK_PARITY;
          case SPACE -> SerialPort.SPACE_PARITY;
        });
    port.setFlowControl(flowControl(parameters));
  }

  private static int flowControl(SerialParameters parameters) {
    int rtscts = SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
    int xonxoff =
        SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
    return (parameters.rtscts() ? rtscts : 0) | (parameters.xonxoff() ? xonxoff : 0);
  }

  /** The driver of an RS485 pair, switched by RTS; before the port is opened. */
  static void drivePair(SerialPort port, Rs485 mode) {
    port.setRs485ModeParameters(
        true,
        mode.rtsHighWhenSending(),
        mode.terminate(),
        mode.receiveWhileSending(),
        micros(mode.delayBefore()),
        micros(mode.delayAfter()));
  }

  private static int micros(Duration duration) {
    return Math.toIntExact(TimeUnit.NANOSECONDS.toMicros(duration.toNanos()));
  }
}
