package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.LogLines;
import org.junit.jupiter.api.Test;

class TransactionLogTest {
  private final TransactionLog log =
      new TransactionLog(
          new Devices(List.of(new UnitKinds(Map.of(), Map.of(2, UnitKinds.DeviceKind.SMARTEVSE)))));

  @Test
  void aKnownDeviceIsToldInItsOwnWords() {
    Adu read = new Adu(2, Pdu.request(4, 0x0105, 1));
    assertThat(log.what(read)).isEqualTo("read 0x0105 ×1");
    assertThat(log.answer(read, Pdu.of(4, 2, 15, 0xCF))).isEqualTo("current L1 15.81 A");
    Adu write = new Adu(2, Pdu.request(6, 0x0201, 0x0A0A));
    assertThat(log.what(write)).startsWith("write 0x0201 current limit: limit 10 A");
    assertThat(log.answer(write, write.pdu())).isEqualTo("done");
  }

  @Test
  void anUnknownDeviceIsToldInNumbers() {
    Adu read = new Adu(3, Pdu.request(4, 0x0105, 1));
    assertThat(log.what(read)).isEqualTo("read 0x0105 ×1 (function 4)");
    assertThat(log.answer(read, Pdu.of(4, 2, 15, 0xCF))).isEqualTo("04 02 0f cf");
    assertThat(log.what(new Adu(3, Pdu.of(0x41, 7)))).isEqualTo("function 65: 41 07");
    assertThat(log.answer(read, Pdu.of(0x84, 2))).isEqualTo("exception 2, illegal data address");
  }

  @Test
  void aTransactionEndsWithItsFramesInHex() {
    Asker client = new Asker("10.0.0.9:1");
    Request read = client.read(0x0105, 1, 0);
    Transaction transaction = new Transaction(read, List.of(read));
    try (LogLines lines = LogLines.of(TransactionLog.class)) {
      log.transaction(transaction, new Outcome.Answered(Pdu.of(4, 2, 15, 0xCF)), 0, 1);
      log.transaction(transaction, new Outcome.Silent(true), 0, 1);
      assertThat(lines.with("; frames 02 04 01 05 00 01 > 02 04 02 0f cf")).hasSize(1);
      assertThat(lines.with("; frames 02 04 01 05 00 01 > -")).hasSize(1);
    }
  }
}
