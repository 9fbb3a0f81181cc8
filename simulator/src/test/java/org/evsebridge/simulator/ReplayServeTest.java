package org.evsebridge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ghgande.j2mod.modbus.Modbus;
import com.ghgande.j2mod.modbus.facade.ModbusSerialMaster;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay FILE --serve} as a process of its own, asked through its ports. */
class ReplayServeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern READY = Pattern.compile("ready .*modbus=127\\.0\\.0\\.1:(\\d+) ");
  private static final Pdu STATE = Pdu.request(4, 0x0103, 1);
  private static final Pdu FIRMWARE = Pdu.request(4, 0x0005, 1);

  @TempDir private Path folder;
  private Process program;

  @BeforeEach
  void serve() throws Exception {
    Path trace =
        Files.writeString(
            folder.resolve("trace.txt"),
            """
            [modbus] TRACE 2025/07/10 20:38:32 modbus: send 07 04 01 03 00 01 c0 50
            [modbus] TRACE 2025/07/10 20:38:32 modbus: recv 07 04 02 00 03 71 31
            [modbus] TRACE 2025/07/10 20:38:33 modbus: send 07 04 01 03 00 01 c0 50
            [modbus] TRACE 2025/07/10 20:38:33 modbus: recv 07 04 02 04 05 f3 f3
            """);
    List<String> command =
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "replay",
            trace.toString(),
            "--serve",
            "--dir=" + folder.resolve("rig"),
            "--p1-port=0",
            "--modbus-port=0",
            "--http-port=0");
    program =
        new ProcessBuilder(Programs.java(command))
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    await().atMost(PATIENCE).until(() -> ready().find());
  }

  @AfterEach
  void end() throws Exception {
    program.destroy();
    if (!program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      program.destroyForcibly();
    }
  }

  private Matcher ready() throws Exception {
    return READY.matcher(Files.readString(folder.resolve("out")));
  }

  @Test
  void theGatewayAnswersAsRecordedAndAsTheModelElsewhereUntilASignalEndsIt() throws Exception {
    Matcher ready = ready();
    assertThat(ready.find()).isTrue();
    InetSocketAddress gateway =
        new InetSocketAddress("127.0.0.1", Integer.parseInt(ready.group(1)));
    try (ModbusClient client = ModbusClient.connect(Framing.TCP, gateway)) {
      assertThat(client.ask(7, STATE)).hasToString("04 02 00 03");
      assertThat(client.ask(7, STATE)).hasToString("04 02 04 05");
      assertThat(client.ask(7, FIRMWARE)).as("the model's").hasToString("04 02 2a 11");
    }
    program.destroy(); // SIGTERM
    assertThat(program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isZero();
    assertThat(folder.resolve("rig")).doesNotExist();
    assertThat(folder.resolve("err")).isEmptyFile();
  }

  @Test
  void aMasterOnTheVirtualSerialPortGetsTheRecordedAnswersToo() throws Exception {
    SerialParameters line = new SerialParameters();
    line.setPortName(folder.resolve("rig").resolve("ttyEVSE").toRealPath().toString());
    line.setBaudRate(9600);
    line.setEncoding(Modbus.SERIAL_ENCODING_RTU);
    ModbusSerialMaster master = new ModbusSerialMaster(line);
    master.connect();
    try {
      assertThat(master.readInputRegisters(7, 0x0103, 1)[0].getValue()).isEqualTo(0x0003);
      assertThat(master.readInputRegisters(7, 0x0103, 1)[0].getValue()).isEqualTo(0x0405);
      assertThat(master.readInputRegisters(7, 0x0005, 1)[0].getValue()).isEqualTo(0x2A11);
    } finally {
      master.disconnect();
    }
  }
}
