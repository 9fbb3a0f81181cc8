package org.evsebridge.bridge.discover;

import java.util.stream.Collectors;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.bridge.p1.TelegramValues;

/** What a port is. */
public sealed interface PortVerdict {
  /** A smart meter's. */
  record OfSmartMeter(Heard.MeterTelegrams meter) implements PortVerdict {
    @Override
    public String toString() {
      Telegram telegram = meter.telegram();
      TelegramValues values = telegram.values();
      String kind =
          switch (values.dialect()) {
            case DSMR_3 -> "DSMR 2.2 or 3";
            case DSMR_4 -> "DSMR 4";
            case DSMR_5 -> "DSMR 5";
            case E_MUCS -> "Belgian";
            case OTHER -> "another country's";
          };
      String remark =
          switch (telegram.checksum()) {
            case RIGHT -> "";
            case UNPADDED -> "; its checksum lacks zeros, which crc: check puts right";
            case NONE ->
                "; it sends no checksum, so crc: add gives it one, without which evcc takes nothing";
            case WRONG ->
                "; its checksums are wrong by the usual polynomial: look at the cable, or it has another";
          };
      return "smart meter "
          + values.identification()
          + " ("
          + kind
          + ") at "
          + meter.settings()
          + remark;
    }
  }

  /** A Modbus line's on which somebody answered. */
  record ModbusLine(ModuleAnswers.ByUnits answered) implements PortVerdict {
    /** Whether one of those who answered is a charging module. */
    boolean hasModule() {
      return answered.units().stream().anyMatch(ModuleAnswers.Unit::isModule);
    }

    @Override
    public String toString() {
      return answered.units().stream()
              .map(
                  unit ->
                      (unit.isModule() ? "charging module" : "a Modbus device answers")
                          + ", unit "
                          + unit.unit()
                          + ", "
                          + unit.about())
              .collect(Collectors.joining("; "))
          + " at "
          + answered.settings();
    }
  }

  /** Something speaks that is no meter; it was asked nothing. */
  record Unreadable(Heard.Bytes heard) implements PortVerdict {
    @Override
    public String toString() {
      return "no telegram, but at " + heard.settings() + " " + heard.impression();
    }
  }

  /**
   * Nothing came, and nobody was asked.
   *
   * @param mayBeAsked whether it may be
   */
  record Silent(boolean mayBeAsked) implements PortVerdict {
    @Override
    public String toString() {
      return "silent: no smart meter, or its cable does not raise the request line (--lines-up raises"
          + " DTR and RTS)";
    }
  }

  /**
   * Nothing came, and nobody answered.
   *
   * @param asked which units
   */
  record NoAnswer(String asked, long bytes) implements PortVerdict {
    @Override
    public String toString() {
      return "silent, and nobody answers at unit "
          + asked
          + (bytes == 0
              ? ": look whether A and B are the right way round and the module has power; a module at"
                  + " its first address, 1, is silent until its button has been pressed or a car was"
                  + " plugged in"
              : ", though "
                  + bytes
                  + " bytes came that are no answer: look whether A and B are the right way round"
                  + " and whether another master asks on this line");
    }
  }

  /**
   * Not opened.
   *
   * @param byBridge whether it is this program's service that has it
   */
  record LeftAlone(String why, boolean byBridge) implements PortVerdict {
    @Override
    public String toString() {
      return "left alone: " + why;
    }
  }
}
