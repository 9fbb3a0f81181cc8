package org.example.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.evsebridge.simulator.junit.EvseRig;
import org.evsebridge.simulator.junit.ModbusClient;
import org.evsebridge.simulator.junit.TestStation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The station behind free ports in real time, as a program under test sees it. */
@Tag("real-time")
@EvseRig(yaml = "{chargers: [{name: station, car: {after: 0s}}]}", ports = true)
class RealTimeTest {
  @Test
  void theCarObeysWhoWritesThroughTheGateway(TestStation station, ModbusClient modbus) {
    station.await("current >= 15 A", Duration.ofSeconds(30));
    modbus.write(2, 0x0201, 0x0606);
    assertEquals(List.of(0x0606), modbus.readHolding(2, 0x0201, 1));
    station.await("current <= 6 A", Duration.ofSeconds(10));
  }
}
