package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ReplayedModuleTest {
  private static final Pdu STATE = Pdu.request(4, 0x0103, 1);
  private static final Pdu FIRMWARE = Pdu.request(4, 0x0005, 1);

  @TempDir private Path dir;

  @Test
  void aModuleAnswersAsRecordedWhereItCanAndAsTheModelElsewhere() throws Exception {
    Files.writeString(
        dir.resolve("trace.txt"),
        """
        [modbus] TRACE 2025/07/10 20:38:32 modbus: send 07 04 01 03 00 01 c0 50
        [modbus] TRACE 2025/07/10 20:38:32 modbus: recv 07 04 02 00 03 71 31
        [modbus] TRACE 2025/07/10 20:38:33 modbus: send 07 04 01 03 00 01 c0 50
        [modbus] TRACE 2025/07/10 20:38:33 modbus: recv 07 04 02 04 05 f3 f3
        """);
    Path file =
        Files.writeString(
            dir.resolve("rig.yaml"),
            "chargers: [{replay: trace.txt, car: {after: never}}]\n"
                + "lines: [{name: rs485, modbus-tcp: 0, pace: false}]");
    StationSettings settings = RigFile.read(file).station();
    RigOptions options = new RigOptions(dir.resolve("rig"), RigOptions.HOST, 0, 0, true);
    try (Rig rig = Rig.start(options, settings);
        ModbusClient evcc =
            ModbusClient.connect(Framing.RTU, rig.addresses().orElseThrow().modbus())) {
      assertThat(evcc.ask(7, STATE)).hasToString("04 02 00 03");
      assertThat(evcc.ask(7, STATE)).hasToString("04 02 04 05");
      assertThat(evcc.ask(7, STATE)).as("the last stays").hasToString("04 02 04 05");
      assertThat(evcc.ask(7, FIRMWARE)).as("the model's").hasToString("04 02 2a 11");
      assertThat(evcc.ask(7, Pdu.request(6, 0x0201, 0x0606))).hasToString("06 02 01 06 06");
      assertThat(evcc.ask(7, Pdu.request(3, 0x0201, 1))).hasToString("03 02 06 06");
    }
  }

  @Test
  void whatTheBridgeLogsAtDebugIsARecording() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("org.evsebridge.bridge.gateway");
    Level before = logger.getLevel();
    logger.setLevel(Level.DEBUG);
    logger.addAppender(log);
    RigOptions options = new RigOptions(dir.resolve("rig"), RigOptions.HOST, 0, 0, true);
    try (Rig rig = Rig.start(options, StationSettings.DEFAULT);
        ModbusClient client =
            ModbusClient.connect(Framing.TCP, rig.addresses().orElseThrow().modbus())) {
      client.ask(2, FIRMWARE);
      client.ask(2, Pdu.request(3, 0x020B, 1));
    } finally {
      logger.detachAppender(log);
      logger.setLevel(before);
    }
    String lines =
        log.list.stream()
            .map(event -> "12:00:00.000 DEBUG TransactionLog " + event.getFormattedMessage())
            .collect(Collectors.joining("\n"));
    Recording recording = Recording.read(Files.writeString(dir.resolve("debug.log"), lines));
    assertThat(recording.exchanges())
        .extracting(e -> e.request() + " " + e.answer().orElseThrow().pdu())
        .containsExactly(
            new Adu(2, FIRMWARE) + " 04 02 2a 11",
            new Adu(2, Pdu.request(3, 0x020B, 1)) + " 83 02");
  }
}
