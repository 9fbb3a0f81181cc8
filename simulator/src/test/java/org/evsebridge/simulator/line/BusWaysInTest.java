package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Mbap;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.serial.SerialException;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.bridge.testing.Pty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The line reached through taps, real serial ports and TCP. */
class BusWaysInTest {
  private static final Adu READ = new Adu(2, Pdu.request(4, 0x0103, 1));
  private static final Adu ANSWER = new Adu(2, Pdu.of(4, 2, 0, 3));

  @TempDir private Path dir;
  private final LineFaults faults = new LineFaults(1);
  private final Loops loops = new Loops();
  private final List<Adu> asked = new CopyOnWriteArrayList<>();
  private final Rs485Bus bus =
      new Rs485Bus(
          "rs485",
          SerialSettings.MODULE,
          request -> request.equals(READ) ? List.of(ANSWER) : List.of(),
          unit -> unit == 2,
          faults,
          seen -> asked.add(seen.request()));

  @AfterEach
  void close() {
    bus.close();
    loops.close();
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void aTcpPortAnswersInItsFraming(Framing framing) throws IOException {
    try (BusPort port = open(framing);
        ModbusClient client = connect(framing, port)) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.ask(2, READ.pdu())).isEqualTo(ANSWER.pdu());
      }
    }
  }

  @Test
  void aResetEndsTheConnectionAndTheNextOneWorks() throws IOException {
    faults.add(once(new LineFault.Reset()), Rs485Bus.now());
    try (BusPort port = open(Framing.TCP)) {
      try (ModbusClient client = connect(Framing.TCP, port)) {
        assertThatThrownBy(() -> client.ask(2, READ.pdu()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reset");
      }
      try (ModbusClient client = connect(Framing.TCP, port)) {
        assertThat(client.ask(2, READ.pdu())).isEqualTo(ANSWER.pdu());
      }
    }
  }

  @Test
  void aClientWhoIsGoneBeforeHeIsResetIsNoError() throws Exception {
    faults.add(once(new LineFault.Reset()), Rs485Bus.now());
    faults.add(once(new LineFault.Late(Duration.ofMillis(500))), Rs485Bus.now());
    Logger line = (Logger) LoggerFactory.getLogger(Rs485Bus.class);
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    line.addAppender(said);
    try (BusPort port = open(Framing.TCP);
        ModbusClient next = connect(Framing.TCP, port)) {
      try (Socket gone = new Socket()) {
        gone.connect(port.listener().firstTry().join().orElseThrow());
        gone.getOutputStream().write(Mbap.encode(1, READ));
        await().until(() -> faults.active(Rs485Bus.now()).isEmpty()); // both strike it
      }
      assertThat(next.ask(2, READ.pdu())).as("the line is done with it").isEqualTo(ANSWER.pdu());
      assertThat(said.list).isEmpty();
    } finally {
      line.detachAppender(said);
    }
  }

  @Test
  void aWrongCrcIsForFramesThatHaveOneAndWaitsForThem() throws IOException {
    faults.add(once(new LineFault.WrongCrc()), Rs485Bus.now());
    try (BusPort tcp = open(Framing.TCP);
        BusPort rtu = open(Framing.RTU);
        ModbusClient without = connect(Framing.TCP, tcp);
        ModbusClient with = connect(Framing.RTU, rtu)) {
      assertThat(bus.ways()).containsExactly(Way.MODBUS_TCP, Way.RTU_OVER_TCP);
      assertThat(without.ask(2, READ.pdu())).isEqualTo(ANSWER.pdu());
      assertThatThrownBy(() -> with.ask(2, READ.pdu())).hasMessageContaining("CRC is wrong");
      assertThat(with.ask(2, READ.pdu())).isEqualTo(ANSWER.pdu());
    }
  }

  @Test
  void aRequestWithAWrongCrcGetsNoAnswerAndTheNextOneGetsItsOwn() throws IOException {
    Adu other = new Adu(3, READ.pdu());
    byte[] wrong = Rtu.encode(other);
    wrong[wrong.length - 1] ^= 1;
    try (BusPort port = open(Framing.RTU);
        ModbusClient client = connect(Framing.RTU, port)) {
      client.sendBytes(wrong);
      await() // what comes before a silence belongs to the wrong frame
          .until(
              () -> {
                client.sendBytes(Rtu.encode(READ));
                return client.hasAnswer();
              });
      assertThat(client.receive().adu()).isEqualTo(ANSWER);
      assertThat(asked).isNotEmpty().doesNotContain(other);
    }
  }

  @Test
  void aTapThatIsUnpluggedComesBackUnderItsName() throws Exception {
    Path link = dir.resolve("ttyEVSE");
    try (BusTap tap = BusTap.open(link, bus, () -> Wire.INSTANT)) {
      Path first = Files.readSymbolicLink(link);
      faults.add(once(new LineFault.Unplugged(Duration.ofMillis(300))), Rs485Bus.now());
      Program before = new Program(link);
      before.device.write(Rtu.encode(READ));
      await().until(() -> before.lost);
      before.device.close();

      await().until(() -> Files.isSymbolicLink(link));
      assertThat(tap).isNotNull();
      await().untilAsserted(() -> assertAnswered(link));
      assertThat(first).as("it was a real terminal").asString().startsWith("/dev/");
    }
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private static void assertAnswered(Path link) throws SerialException {
    Program program = new Program(link);
    try {
      program.device.write(Rtu.encode(READ));
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> Arrays.equals(program.bytes(), Rtu.encode(ANSWER)));
    } finally {
      program.device.close();
    }
  }

  @Test
  void aRealSerialPortIsServedSplitAnywhereAndWhenItComesBack() throws Exception {
    Path link = dir.resolve("ttyUSB0");
    try (BusDevice device = BusDevice.open(link.toString(), bus)) {
      assertThat(device).isNotNull();
      for (int turn = 0; turn < 2; turn++) {
        try (Pty pty = Pty.open()) {
          pty.linkAs(link);
          ask(pty);
          Files.delete(link);
        }
      }
    }
  }

  /** What is written before the port is opened is lost, so a controller asks again. */
  private static void ask(Pty pty) {
    byte[] request = Rtu.encode(READ);
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              got.reset();
              pty.write(Arrays.copyOf(request, 3));
              pty.write(Arrays.copyOfRange(request, 3, request.length));
              byte[] piece = pty.read(Duration.ofMillis(500));
              while (piece.length > 0) {
                got.writeBytes(piece);
                piece = pty.read(Duration.ofMillis(100));
              }
              return Arrays.equals(got.toByteArray(), Rtu.encode(ANSWER));
            });
  }

  private static FaultRule once(LineFault fault) {
    return new FaultRule(
        fault,
        new FaultScope(Optional.empty(), Optional.empty(), Optional.of(1), 1, Optional.empty()),
        "once");
  }

  private BusPort open(Framing framing) {
    return BusPort.open(new InetSocketAddress("127.0.0.1", 0), framing, bus, Wire.INSTANT, loops);
  }

  private static ModbusClient connect(Framing framing, BusPort port) throws IOException {
    return ModbusClient.connect(framing, port.listener().firstTry().join().orElseThrow());
  }

  /** A program that has a port open. */
  private static final class Program implements Presence<SerialException> {
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private final SerialDevice device;
    private volatile boolean lost;

    Program(Path port) throws SerialException {
      device = SerialDevice.open(port.toString(), SerialSettings.MODULE, this);
      device.startReading();
    }

    @Override
    public void up() {}

    @Override
    public synchronized void received(byte[] bytes) {
      got.writeBytes(bytes);
    }

    synchronized byte[] bytes() {
      return got.toByteArray();
    }

    @Override
    public void down(SerialException why) {
      lost = true;
    }
  }
}
