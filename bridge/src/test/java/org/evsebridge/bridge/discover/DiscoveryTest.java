package org.evsebridge.bridge.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.modbus.Touched;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.registers.ReadEffect;
import org.evsebridge.bridge.registers.RegisterSpace;
import org.evsebridge.bridge.testing.Pty;
import org.evsebridge.bridge.testing.Slave;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The finder on pseudo-terminals, with a short patience. */
class DiscoveryTest {
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(900), Duration.ofMillis(120), Duration.ofMillis(60));
  private static final Predicate<String> NOBODY_CONFIRMS = port -> false;

  @TempDir Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService meters = Executors.newScheduledThreadPool(1);

  @BeforeEach
  void processes() throws IOException {
    Files.createDirectories(folder.resolve("proc/1/fd"));
  }

  @AfterEach
  void close() throws Exception {
    meters.shutdownNow();
    meters.awaitTermination(1, TimeUnit.SECONDS);
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private Pty pty(String name) throws IOException {
    Pty pty = Pty.open();
    opened.add(pty);
    pty.linkAs(folder.resolve(name));
    return pty;
  }

  private String name(String port) {
    return folder.resolve(port).toString();
  }

  private void meter(String name, byte[] telegram, Duration cycle) throws IOException {
    Pty pty = pty(name);
    meters.scheduleAtFixedRate(
        () -> {
          if (pty.isOpen()) {
            pty.write(telegram);
          }
        },
        cycle.toMillis() / 2,
        cycle.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** A charging module that answers at a speed and a unit, and only there. */
  private Slave module(String name, int baudrate, int unit) throws IOException {
    Pty pty = pty(name);
    Slave slave =
        Slave.on(
            pty,
            request ->
                request.unit() == unit && baudrate(pty) == baudrate
                    ? List.of(new Slave.Piece(Duration.ofMillis(4), Rtu.encode(answer(request))))
                    : List.of());
    opened.add(0, slave);
    return slave;
  }

  private static int baudrate(Pty pty) {
    return switch (Integer.parseInt(pty.line().control(), 8) & 010017) {
      case 015 -> 9600;
      case 016 -> 19200;
      case 017 -> 38400;
      case 010002 -> 115200;
      default -> 0;
    };
  }

  private static Adu answer(Adu request) {
    Touched read = Touched.readBy(request.pdu()).orElseThrow();
    byte[] pdu = new byte[2 + 2 * read.count()];
    pdu[0] = 4;
    pdu[1] = (byte) (2 * read.count());
    if (read.address() == ModuleRegister.FIRMWARE.address()) {
      pdu[2] = 0x2A;
      pdu[3] = 0x11;
    } else if (read.address() == ModuleRegister.STATE.address()) {
      pdu[3] = 1;
    }
    return new Adu(request.unit(), Pdu.of(pdu, 0, pdu.length));
  }

  private List<PortVerdict> find(Predicate<String> confirmed, List<String> only, List<String> ask)
      throws Exception {
    return discovery(only, ask).run(confirmed).stream().map(Finding::verdict).toList();
  }

  private Discovery discovery(List<String> only, List<String> ask) {
    return new Discovery(
        new Discovery.Search(
            only.stream().map(this::name).toList(),
            ask.stream().map(this::name).toList(),
            List.of(2, 1),
            false,
            SHORT),
        new PortList(folder.resolve("machine")), // which has no port of its own
        new Occupants(folder.resolve("proc"), folder, 0),
        System::nanoTime,
        new Discovery.Watcher() {
          @Override
          public void does(String port, String what) {
            seen.add(port + ": " + what);
          }

          @Override
          public void found(Finding finding) {
            seen.add("found " + finding);
          }
        });
  }

  @Test
  void aUsualPisMeterAndModuleAreFound() throws Exception {
    meter("ttyP1", MeterLines.dsmr5(), Duration.ofMillis(200));
    module("ttyEVSE", 9600, 2);

    List<PortVerdict> verdicts = find(NOBODY_CONFIRMS, List.of("ttyP1"), List.of("ttyEVSE"));

    assertThat(verdicts.get(0)).isInstanceOf(PortVerdict.OfSmartMeter.class);
    assertThat(verdicts.get(1).toString())
        .isEqualTo(
            "charging module, unit 2, firmware 2.10.17, serial number 0x00000000000000000000"
                + " at 9600 8N1");
    assertThat(seen)
        .contains("ttyP1: listening at 115200 8N1, 0 bytes", "ttyEVSE: asking unit 2 at 9600 8N1")
        .anyMatch(line -> line.startsWith("found " + name("ttyP1") + ": smart meter"));
  }

  static Stream<int[]> eachLineAndUnit() {
    return Asking.SPEEDS.stream().flatMap(speed -> Stream.of(2, 1).map(u -> new int[] {speed, u}));
  }

  @ParameterizedTest
  @MethodSource("eachLineAndUnit")
  void aModuleIsFoundAtEachSpeedAndUnit(int[] speedAndUnit) throws Exception {
    module("ttyEVSE", speedAndUnit[0], speedAndUnit[1]);
    meter("ttyP1", MeterLines.dsmr5(), Duration.ofMillis(200)); // for one turn of listening only

    PortVerdict verdict = find(NOBODY_CONFIRMS, List.of("ttyP1"), List.of("ttyEVSE")).get(1);

    ModuleAnswers.ByUnits answered = ((PortVerdict.ModbusLine) verdict).answered();
    assertThat(answered.settings()).isEqualTo(SerialSettings.MODULE.withBaudrate(speedAndUnit[0]));
    assertThat(answered.units())
        .extracting(ModuleAnswers.Unit::unit)
        .containsExactly(speedAndUnit[1]);
  }

  @Test
  void everyLineAndUnitIsAskedWhereNobodyAnswersAndOnlyWhatIsHarmless() throws Exception {
    Slave deaf = module("ttyEVSE", 300, 2);

    PortVerdict verdict = find(NOBODY_CONFIRMS, List.of(), List.of("ttyEVSE")).get(0);

    assertThat(verdict.toString())
        .contains("nobody answers at unit 2, 1", "A and B", "until its button has been pressed");
    assertThat(deaf.asked()).hasSize(Asking.SPEEDS.size() * Asking.COMSETS.size() * 2);
    assertThat(deaf.asked())
        .allSatisfy(
            asked -> {
              assertThat(asked.adu().pdu().function()).isEqualTo(4);
              Touched read = Touched.readBy(asked.adu().pdu()).orElseThrow();
              assertThat(ModuleRegister.touched(RegisterSpace.INPUT, read.address(), read.count()))
                  .isNotEmpty()
                  .allMatch(register -> register.readEffect() == ReadEffect.NONE);
            });
    assertThat(Asking.settings())
        .extracting(SerialSettings::toString)
        .startsWith("9600 8N1", "9600 8E1", "9600 8N2", "19200 8N1")
        .endsWith("115200 8N2")
        .hasSize(12);
  }

  @Test
  void nothingIsWrittenToAPortThatNobodyNamed() throws Exception {
    Slave module = module("ttyEVSE", 9600, 2);

    List<PortVerdict> verdicts = find(NOBODY_CONFIRMS, List.of("ttyEVSE"), List.of());

    assertThat(verdicts).containsExactly(new PortVerdict.Silent(true));
    assertThat(module.asked()).isEmpty();
  }

  @Test
  void aSilentPortIsAskedWhenItIsConfirmed() throws Exception {
    module("ttyEVSE", 9600, 1);

    Predicate<String> confirms = port -> port.contains("ttyEVSE");
    assertThat(find(confirms, List.of("ttyEVSE"), List.of()).get(0))
        .isInstanceOf(PortVerdict.ModbusLine.class);
  }

  @Test
  void nothingIsWrittenWhereAnythingWasHeard() throws Exception {
    Slave module = module("ttyEVSE", 9600, 2);
    meters.scheduleAtFixedRate(
        () -> module.say(new byte[] {1, 4, 2, 0, 1, 0x78, (byte) 0xF0, 9, (byte) 0x83}),
        100,
        100,
        TimeUnit.MILLISECONDS);

    PortVerdict verdict = find(NOBODY_CONFIRMS, List.of(), List.of("ttyEVSE")).get(0);

    assertThat(verdict).isInstanceOf(PortVerdict.Unreadable.class);
    assertThat(module.asked()).isEmpty();
  }

  @Test
  void aRadioStickIsNotOpenedAndNeverAsked() throws Exception {
    Pty pty = pty("usb-ITEAD_SONOFF_Zigbee_3.0-if00");
    assertThat(find(port -> true, List.of(), List.of("usb-ITEAD_SONOFF_Zigbee_3.0-if00")))
        .containsExactly(new PortVerdict.LeftAlone("by its name a radio stick", false));
    assertThat(find(port -> true, List.of("usb-ITEAD_SONOFF_Zigbee_3.0-if00"), List.of()))
        .containsExactly(new PortVerdict.Silent(false));
    assertThat(pty.read(Duration.ZERO)).isEmpty();
  }

  @Test
  void aPortThatSomebodyHasIsNotOpened() throws Exception {
    Pty pty = pty("ttyP1");
    Files.createDirectories(folder.resolve("proc/812/fd"));
    Files.writeString(folder.resolve("proc/812/comm"), "ser2net\n");
    Files.createSymbolicLink(folder.resolve("proc/812/fd/7"), Path.of(pty.path()));

    assertThat(find(NOBODY_CONFIRMS, List.of("ttyP1"), List.of("ttyP1")))
        .containsExactly(new PortVerdict.LeftAlone("in use by ser2net, process 812", false));
  }

  @Test
  void aDeviceThatAnswersOtherwiseIsNoModule() throws Exception {
    Pty pty = pty("ttyEVSE");
    opened.add(
        0,
        Slave.on(
            pty,
            request ->
                List.of(
                    new Slave.Piece(
                        Duration.ZERO, Rtu.encode(new Adu(request.unit(), Pdu.of(0x84, 2)))))));

    PortVerdict.ModbusLine line =
        (PortVerdict.ModbusLine) find(NOBODY_CONFIRMS, List.of(), List.of("ttyEVSE")).get(0);

    assertThat(line.hasModule()).isFalse();
    assertThat(line.toString()).contains("a Modbus device answers, unit 2, with exception 2");
  }

  @Test
  void aPortThatIsNotThereIsSaid() {
    assertThatThrownBy(() -> find(NOBODY_CONFIRMS, List.of("none"), List.of()))
        .isInstanceOf(Discovery.NoSuchPort.class)
        .hasMessageContaining(name("none"));
  }
}
