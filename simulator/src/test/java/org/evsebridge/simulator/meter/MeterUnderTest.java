package org.evsebridge.simulator.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.checksum.Crc16;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.simulator.grid.Flow;
import org.evsebridge.simulator.time.SimulatedClock;

/** A meter with its clock, and what it has sent. */
final class MeterUnderTest {
  static final Flow FLOW = new Flow(new PerPhase(229.46, 230, 231.04), new PerPhase(17.4, -3, 0.4));

  private final List<String> telegrams = new ArrayList<>();
  private final SimulatedClock clock;
  private final SmartMeter meter;

  MeterUnderTest(String start, MeterSettings settings) {
    clock = new SimulatedClock(ZonedDateTime.parse(start + "[Europe/Amsterdam]"));
    meter =
        new SmartMeter(
            settings,
            clock,
            1,
            bytes -> telegrams.add(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  MeterUnderTest pass(Duration time) {
    return pass(time, FLOW);
  }

  MeterUnderTest pass(Duration time, Flow flow) {
    for (long i = time.dividedBy(SimulatedClock.STEP); i > 0; i--) {
      clock.tick(SimulatedClock.STEP);
      meter.tick(SimulatedClock.STEP, flow);
    }
    return this;
  }

  SmartMeter meter() {
    return meter;
  }

  List<String> telegrams() {
    return telegrams;
  }

  String last() {
    return telegrams.get(telegrams.size() - 1);
  }

  /** What stands behind a reference in the last telegram. */
  String value(String obis) {
    return last()
        .lines()
        .filter(line -> line.startsWith(obis + "("))
        .map(line -> line.substring(obis.length()))
        .findFirst()
        .orElseThrow();
  }

  /** The last telegram is this one, behind the usual identification, with its checksum or none. */
  void assertSent(boolean checksum, String... lines) {
    String body = "/SIM5\\2EVSE-1000\r\n\r\n" + String.join("\r\n", lines) + "\r\n!";
    int crc = Crc16.ARC.of(body.getBytes(StandardCharsets.US_ASCII));
    assertThat(last()).isEqualTo(body + (checksum ? String.format("%04X", crc) : "") + "\r\n");
  }
}
