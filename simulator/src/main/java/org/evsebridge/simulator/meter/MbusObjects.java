package org.evsebridge.simulator.meter;

import java.util.List;

/** The objects of a telegram for the meters on the M-Bus channels, by country. */
final class MbusObjects {
  private static final int WHOLE = 5;
  private static final int DECIMALS = 3;

  private MbusObjects() {}

  /** From DSMR 4 on. */
  static List<CosemObject> dutch(MbusSettings meter) {
    return List.of(deviceType(meter, 3), serial(meter, "96.1.0"), stamped(meter, "24.2.1"));
  }

  /**
   * A Belgian gas meter's volume is not converted to 0 °C, which has a reference of its own, and
   * its valve shows.
   */
  static List<CosemObject> belgian(MbusSettings meter) {
    return meter.kind() == MbusKind.GAS
        ? List.of(
            deviceType(meter, 3), serial(meter, "96.1.1"), valve(meter), stamped(meter, "24.2.3"))
        : List.of(deviceType(meter, 3), serial(meter, "96.1.1"), stamped(meter, "24.2.1"));
  }

  static List<CosemObject> dsmr22(MbusSettings meter) {
    return List.of(deviceType(meter, 1), serial(meter, "96.1.0"), profile(meter), valve(meter));
  }

  static List<CosemObject> dsmr3(MbusSettings meter) {
    return List.of(serial(meter, "96.1.0"), deviceType(meter, 2), profile(meter), valve(meter));
  }

  private static String obis(MbusSettings meter, String object) {
    return "0-" + meter.channel() + ":" + object;
  }

  private static CosemObject deviceType(MbusSettings meter, int digits) {
    return CosemObject.count(obis(meter, "24.1.0"), digits, reading -> meter.kind().deviceType());
  }

  private static CosemObject serial(MbusSettings meter, String object) {
    return CosemObject.hex(obis(meter, object), reading -> meter.serial());
  }

  private static CosemObject valve(MbusSettings meter) {
    return CosemObject.fixed(obis(meter, "24.4.0"), "1");
  }

  private static CosemObject stamped(MbusSettings meter, String object) {
    return new CosemObject(
        obis(meter, object),
        (out, reading) -> {
          MbusMeter captured = reading.mbus().get(meter.channel());
          MeterTime.append(out.append('('), captured.capturedAt(), reading.zone());
          Digits.append(out.append(")("), captured.captured(), WHOLE, DECIMALS);
          out.append('*').append(meter.kind().unit()).append(')');
        });
  }

  /** Before DSMR 4: a profile of one value, which stands in a line of its own. */
  private static CosemObject profile(MbusSettings meter) {
    return new CosemObject(
        obis(meter, "24.3.0"),
        (out, reading) -> {
          MbusMeter captured = reading.mbus().get(meter.channel());
          MeterTime.appendWithoutSeason(out.append('('), captured.capturedAt(), reading.zone());
          out.append(")(00)(60)(1)(").append(obis(meter, "24.2.1")).append(")(");
          out.append(meter.kind().unit()).append(")\r\n");
          Digits.append(out.append('('), captured.captured(), WHOLE, DECIMALS);
          out.append(')');
        });
  }
}
