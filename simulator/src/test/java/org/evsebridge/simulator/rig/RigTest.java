package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.ghgande.j2mod.modbus.facade.AbstractModbusMaster;
import com.ghgande.j2mod.modbus.facade.ModbusSerialMaster;
import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import com.ghgande.j2mod.modbus.util.SerialParameters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleState;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole station over its real ports, with j2mod's masters as independent clients. */
class RigTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int UNIT = 2;
  private static final int STATE = 0x0103;
  private static final int CURRENT_L1 = 0x0105;
  private static final int VOLTAGE_L1 = 0x0109;
  private static final int LIMIT = 0x0201;
  private static final int SETTINGS = 0x0204;

  @TempDir static Path folder;
  private static Rig rig;
  private static AbstractModbusMaster master;

  @BeforeAll
  static void startRig() throws Exception {
    rig = start(folder.resolve("rig"), 0, 0);
    master = tcp(false);
  }

  @AfterAll
  static void stopRig() {
    master.disconnect();
    rig.close();
  }

  /** Brings the station to a car that charges with 16 A on three phases. */
  private static void charge() throws Exception {
    onTheCharger(Charger::unplug);
    write(SETTINGS, 1);
    write(LIMIT, 0x1010);
    onTheCharger(Charger::plugIn);
    awaitCharger(s -> s.state() == ModuleState.C && s.current().l1() > 15 && s.current().l3() > 15);
  }

  @Test
  void aTransactionThroughTheBridgeShowsTheRealClient() throws Exception {
    rig.serveControl(RigOptions.HOST, 0, Optional.empty());
    String address =
        "http://%s/lines/rs485/transactions?last=1000"
            .formatted(Ports.text(rig.control().orElseThrow().address()));
    try (ModbusClient client =
        ModbusClient.connect(Framing.TCP, rig.addresses().orElseThrow().modbus())) {
      client.ask(UNIT, Pdu.request(4, 0x0112, 1)); // nobody else reads this
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        HttpClient.newHttpClient()
                            .send(
                                HttpRequest.newBuilder(URI.create(address)).build(),
                                BodyHandlers.ofString())
                            .body())
                    .containsPattern(
                        "\"client\" : \"127.0.0.1:\\d+ by the bridge\",\\s+\"unit\" : 2,"
                            + "\\s+\"request\" : \"read 0x0112"));
  }

  private static Rig start(Path dir, int p1Port, int modbusPort) throws RigException {
    return Rig.start(
        new RigOptions(dir, RigOptions.HOST, p1Port, modbusPort, true), StationSettings.DEFAULT);
  }

  private static void onTheCharger(Consumer<Charger> action) {
    rig.station()
        .ask(
            models -> {
              action.accept(models.chargers().get(0));
              return null;
            });
  }

  private static AbstractModbusMaster tcp(boolean rtuFraming) throws Exception {
    InetSocketAddress modbus = rig.addresses().orElseThrow().modbus();
    ModbusTCPMaster master =
        new ModbusTCPMaster(modbus.getHostString(), modbus.getPort(), 5_000, false, rtuFraming);
    master.connect();
    return master;
  }

  private static AbstractModbusMaster serial() throws Exception {
    SerialParameters line = new SerialParameters();
    line.setPortName(rig.port(LineSettings.BUS).toString());
    line.setBaudRate(9600);
    line.setEncoding("rtu");
    ModbusSerialMaster master = new ModbusSerialMaster(line);
    master.connect();
    return master;
  }

  private static void awaitCharger(Predicate<Charger> wanted) {
    await()
        .atMost(PATIENCE)
        .until(() -> rig.station().ask(models -> wanted.test(models.chargers().get(0))));
  }

  private static void write(int register, int value) throws Exception {
    master.writeSingleRegister(UNIT, register, new SimpleRegister(value));
  }

  private static int[] read(AbstractModbusMaster by, int register, int count) throws Exception {
    InputRegister[] words = by.readInputRegisters(UNIT, register, count);
    return Arrays.stream(words).mapToInt(InputRegister::toUnsignedShort).toArray();
  }

  @Test
  void showsTheCarsCurrentInTheSmartMetersTelegrams() throws Exception {
    charge();
    try (MeterReader meter = MeterReader.connect(rig.addresses().orElseThrow().p1())) {
      write(LIMIT, 0);
      awaitCharger(s -> s.state() == ModuleState.B && s.current().sum() == 0);
      // 2.7 A at 230 V: a telegram with nothing of the car's last second in it
      await().atMost(PATIENCE).until(() -> meter.kilowatts("1.7.0") < 0.63);
      double before = meter.kilowatts("1.7.0");
      write(LIMIT, 0x1010);
      awaitCharger(s -> s.current().l1() > 15);
      await()
          .atMost(PATIENCE)
          .until(() -> Math.abs(meter.kilowatts("1.7.0") - before - kilowattsOfTheCar()) < 0.03);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  meter.amperes("31.7.0")
                      == Math.round(1.2 + read(master, CURRENT_L1, 1)[0] / 256.0));
    }
  }

  /** As the charging module reports it. */
  private static double kilowattsOfTheCar() throws Exception {
    int[] amperes = read(master, CURRENT_L1, 3);
    int[] volts = read(master, VOLTAGE_L1, 3);
    return IntStream.range(0, 3).mapToDouble(i -> amperes[i] / 256.0 * volts[i] / 256.0).sum()
        / 1000;
  }

  @Test
  void answersTheSameInBothFramingsAndOnTheBusItself() throws Exception {
    charge();
    AbstractModbusMaster rtuOverTcp = tcp(true);
    AbstractModbusMaster bus = serial();
    try {
      for (AbstractModbusMaster each : List.of(master, rtuOverTcp, bus)) {
        assertThat(read(each, 0x0000, 6)).isEqualTo(read(master, 0x0000, 6));
        assertThat(read(each, STATE, 1)).containsExactly(ModuleState.C.code());
      }
    } finally {
      rtuOverTcp.disconnect();
      bus.disconnect();
    }
  }

  @Test
  void followsALowerLimit() throws Exception {
    charge();
    write(LIMIT, 0x0A0A);
    awaitCharger(s -> s.current().max() < 10 && s.current().max() > 9.5);
    assertThat(Arrays.stream(read(master, CURRENT_L1, 3)).boxed())
        .allMatch(word -> word < 10 * 256 && word > 9.5 * 256);
  }

  @Test
  void stopsTheCarWithALimitOfNothingAndChargesOnOnePhaseNextIfToldTo() throws Exception {
    charge();
    write(LIMIT, 0);
    awaitCharger(s -> s.state() == ModuleState.B && s.current().sum() == 0);
    write(SETTINGS, 0);
    write(LIMIT, 0x0A0A);
    awaitCharger(s -> s.state() == ModuleState.C && s.current().l1() > 9.5);
    int[] words = read(master, CURRENT_L1, 3);
    assertThat(words[0]).isGreaterThan(9 * 256);
    assertThat(words[1] + words[2]).as("idle, 0.03 to 0.07 A each").isBetween(15, 36);
  }

  @Test
  void namesTheOptionThatChangesAPortWhichIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path other = folder.resolve("other");
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> start(other, port, 0))
          .isInstanceOf(RigException.class)
          .hasMessageContaining("port " + port)
          .hasMessageContaining("--p1-port");
      assertThatThrownBy(() -> start(other, 0, port)).hasMessageContaining("--modbus-port");
      assertThat(other).doesNotExist();
    }
  }

  @Test
  void refusesOnePortForBoth() {
    assertThatThrownBy(() -> start(folder.resolve("other"), 24_000, 24_000))
        .hasMessageContaining("--p1-port")
        .hasMessageContaining("--modbus-port");
  }

  @Test
  void replacesWhatAKilledRigLeftButNoFileOfSomebodysOwn() throws Exception {
    Path dir = Files.createDirectory(folder.resolve("mine"));
    start(dir, 0, 0).close();
    Path own = Files.writeString(dir.resolve("bridge.yaml"), "mine: 1\n");
    assertThatThrownBy(() -> start(dir, 0, 0)).hasMessageContaining("bridge.yaml");
    assertThat(own).hasContent("mine: 1");
    String left = Files.readString(rig.dir().resolve("bridge.yaml"));
    Files.writeString(own, left);
    start(dir, 0, 0).close();
    assertThat(own).doesNotExist();
  }

  @Test
  void leavesTheFolderOfARunningRigAlone() {
    assertThatThrownBy(() -> start(rig.dir(), 0, 0)).hasMessageContaining("--dir");
    assertThat(rig.port(LineSettings.METER)).exists();
  }

  @Test
  void leavesNothingBehind() throws Exception {
    Path made = folder.resolve("made");
    start(made, 0, 0).close();
    assertThat(made).doesNotExist();
    Path given = Files.createDirectory(folder.resolve("given"));
    start(given, 0, 0).close();
    try (Stream<Path> left = Files.list(given)) {
      assertThat(left).isEmpty();
    }
  }
}
