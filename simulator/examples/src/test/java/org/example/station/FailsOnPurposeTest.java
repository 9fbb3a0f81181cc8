package org.example.station;

import java.time.Duration;
import org.evsebridge.simulator.junit.EvseRig;
import org.evsebridge.simulator.junit.TestHouse;
import org.evsebridge.simulator.junit.TestStation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody controls the car here: the failure names a page that shows how the fuse blows. */
@Tag("fails-on-purpose")
@EvseRig(yaml = "{house: {connection: 3x16}}")
class FailsOnPurposeTest {
  @Test
  void theFuseHoldsWithTheOven(TestStation station, TestHouse house) {
    station.await("current >= 15 A", Duration.ofSeconds(30));
    house.switchOn("oven");
    station.always("fuses blown == 0", Duration.ofMinutes(30));
  }
}
