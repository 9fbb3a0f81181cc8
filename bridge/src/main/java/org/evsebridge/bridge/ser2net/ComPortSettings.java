package org.evsebridge.bridge.ser2net;

import java.util.Arrays;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.SerialSettings.Parity;
import org.evsebridge.bridge.ser2net.SerialControl.LineSetting;
import org.evsebridge.bridge.serial.SerialDevice;

/** RFC 2217's numbers for the settings of a line, applied to a device. */
final class ComPortSettings {
  // RFC 2217, SET-CONTROL; 4, 7, 10 and 13 ask for break, DTR, RTS and inbound flow control.
  static final int FLOW_ASK = 0;
  static final int FLOW_NONE = 1;
  static final int FLOW_XONXOFF = 2;
  static final int FLOW_RTSCTS = 3;
  static final int BREAK_ON = 5;
  static final int BREAK_OFF = 6;
  static final int DTR_ON = 8;
  static final int DTR_OFF = 9;
  static final int RTS_ON = 11;
  static final int RTS_OFF = 12;
  static final int INBOUND_NONE = 14;
  static final int INBOUND_RTSCTS = 16;
  static final int INBOUND_DSR = 19;

  private static final Parity[] PARITIES = {
    Parity.NONE, Parity.ODD, Parity.EVEN, Parity.MARK, Parity.SPACE
  };

  private ComPortSettings() {}

  /** Whether a request is valid; an invalid one gets no answer. */
  static boolean isValid(LineSetting setting, int value) {
    return switch (setting) {
      case SPEED -> value >= 0;
      case DATA_BITS -> value == 0 || value >= 5 && value <= 8;
      case PARITY -> value >= 0 && value <= PARITIES.length;
      case STOP_BITS -> value >= 0 && value <= 2;
      case CONTROL -> value >= FLOW_ASK && value <= INBOUND_DSR;
    };
  }

  /** Applies a valid request. Blocks on the device. */
  static void apply(SerialDevice device, LineSetting setting, int value) {
    SerialParameters now = device.parameters();
    SerialSettings line = now.settings();
    switch (setting) {
      case SPEED -> {
        if (value > 0) {
          device.change(now.with(line.withBaudrate(value)));
        }
      }
      case DATA_BITS -> {
        if (value > 0) {
          device.change(now.with(line.withDataBits(value)));
        }
      }
      case PARITY -> {
        if (value > 0) {
          device.change(now.with(line.withParity(PARITIES[value - 1])));
        }
      }
      case STOP_BITS -> {
        if (value > 0) {
          device.change(now.with(line.withStopBits(value)));
        }
      }
      case CONTROL -> control(device, value);
    }
  }

  /** The value that a setting has now, as the answer to a valid request. */
  static int holds(SerialDevice device, LineSetting setting, int asked) {
    return setting == LineSetting.CONTROL
        ? holds(device, asked)
        : number(device.parameters().settings(), setting);
  }

  private static int number(SerialSettings line, LineSetting setting) {
    return switch (setting) {
      case SPEED -> line.baudrate();
      case DATA_BITS -> line.dataBits();
      case PARITY -> Arrays.asList(PARITIES).indexOf(line.parity()) + 1;
      case STOP_BITS -> line.stopBits();
      case CONTROL -> 0;
    };
  }

  private static void control(SerialDevice device, int value) {
    SerialParameters now = device.parameters();
    switch (value) {
      case FLOW_NONE -> device.change(now.withFlow(false, false));
      case FLOW_XONXOFF -> device.change(now.withFlow(false, true));
      case FLOW_RTSCTS -> device.change(now.withFlow(true, false));
      case BREAK_ON, BREAK_OFF -> device.setBreak(value == BREAK_ON);
      case DTR_ON, DTR_OFF -> device.setDtr(value == DTR_ON);
      case RTS_ON, RTS_OFF -> device.setRts(value == RTS_ON);
      default -> {}
    }
  }

  private static int holds(SerialDevice device, int asked) {
    SerialParameters now = device.parameters();
    if (asked <= FLOW_RTSCTS) {
      return now.xonxoff() ? FLOW_XONXOFF : now.rtscts() ? FLOW_RTSCTS : FLOW_NONE;
    }
    if (asked <= BREAK_OFF) {
      return device.isBreak() ? BREAK_ON : BREAK_OFF;
    }
    if (asked <= DTR_OFF) {
      return device.isDtr() ? DTR_ON : DTR_OFF;
    }
    if (asked <= RTS_OFF) {
      return device.isRts() ? RTS_ON : RTS_OFF;
    }
    // Cannot be set by itself; what ser2net calls it is not what RFC 2217 does.
    return now.xonxoff() ? INBOUND_RTSCTS : INBOUND_NONE;
  }
}
