package org.evsebridge.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.simulator.charger.Cable;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Eeprom;
import org.evsebridge.simulator.charger.FirmwareOptions;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.MeterChip;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.line.BusPort;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.line.Wire;
import org.evsebridge.simulator.recording.RecordedExchange;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recording against the model in its situation, in both framings, bit for bit. */
class RecordingsTest {
  private static final Path FOLDER = Path.of("recordings");
  private static final Settings UNIT_2 = Settings.FACTORY.with(ModuleRegister.ADDRESS, 2);
  private static final double PER_UNIT = 256;

  /** What a module is in while it is asked. */
  private record Situation(ChargingModule module, PerPhase supply) {
    void pass(Duration time) {
      for (long i = 0; i < time.toMillis() / 50; i++) {
        module.tick(Duration.ofMillis(50), supply);
      }
    }
  }

  private static Situation situation(String recording) {
    return recording.equals("real-module.txt") ? realModule(quiet()) : idle();
  }

  /** As the model of the default rig, without noise and without a car. */
  private static Situation idle() {
    Situation idle = new Situation(new ChargingModule(Hardware.DEFAULT, UNIT_2), PerPhase.all(230));
    idle.pass(Duration.ofSeconds(10));
    return idle;
  }

  /** No noise, and the offsets that the frames show. */
  private static MeterChip quiet() {
    return new MeterChip(
        0,
        0,
        new MeterChip.IdlePhases(
            new PerPhase(0, 7.54, 7.45),
            new PerPhase(0, 0x0615 / PER_UNIT, 0x0640 / PER_UNIT),
            new PerPhase(0, 0x0009 / PER_UNIT, 0x0011 / PER_UNIT)));
  }

  /** A cable of 20 A, 20 A offered, charging on one phase. */
  private static Situation realModule(MeterChip meter) {
    ChargingModule module =
        new ChargingModule(
            new Hardware(32, Cable.A20, 3, true, "EVSE000001"),
            FirmwareOptions.DEFAULT,
            meter,
            Eeprom.inMemory(UNIT_2.with(ModuleRegister.SETTINGS, 0)));
    double amperes = 0x137C / PER_UNIT;
    module.plug(new Car(CarModel.of(1, amperes).with(new CarModel.Draw(6, 0, 0, 0))));
    Situation real = new Situation(module, PerPhase.all(0xE4C5 / PER_UNIT));
    real.pass(Duration.ofSeconds(30));
    return real;
  }

  static Stream<Arguments> recordings() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .sorted()
          .toList()
          .stream()
          .flatMap(name -> Stream.of(Framing.values()).map(f -> Arguments.of(name, f)));
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void theModelAnswersAsTheRecordingDoes(String name, Framing framing) throws Exception {
    Recording recording = Recording.read(FOLDER.resolve(name));
    assertThat(recording.unread()).isEmpty();
    Situation situation = situation(name);
    ModuleUnit unit = new ModuleUnit(situation.module());
    Loops loops = new Loops();
    try (Rs485Bus bus =
            new Rs485Bus(
                "rs485",
                SerialSettings.MODULE,
                request -> unit.answer(request).map(List::of).orElse(List.of()),
                address -> true,
                new LineFaults(1),
                seen -> {});
        BusPort port =
            BusPort.open(new InetSocketAddress("127.0.0.1", 0), framing, bus, Wire.INSTANT, loops);
        ModbusClient client = connect(framing, port)) {
      Duration at = Duration.ZERO;
      for (RecordedExchange exchange : recording.exchanges()) {
        situation.pass(exchange.at().minus(at));
        at = exchange.at();
        if (exchange.answer().isPresent()) {
          Adu request = exchange.request();
          assertThat(client.ask(request.unit(), request.pdu()))
              .as("%s:%d", name, exchange.line())
              .isEqualTo(exchange.answer().get().pdu());
        } else {
          assertThat(unit.answer(exchange.request())).as("silence").isEmpty();
        }
      }
    } finally {
      loops.close();
    }
  }

  private static ModbusClient connect(Framing framing, BusPort port) throws IOException {
    return ModbusClient.connect(framing, port.listener().firstTry().join().orElseThrow());
  }

  @Test
  void withNoiseTheRealModulesFramesComeOutWithinItsScatter() throws IOException {
    Recording recording = Recording.read(FOLDER.resolve("real-module.txt"));
    for (long seed = 0; seed < 200; seed++) {
      Situation situation = realModule(new MeterChip(1, seed, MeterChip.IdlePhases.SEEN));
      ModuleUnit unit = new ModuleUnit(situation.module());
      for (RecordedExchange exchange : recording.exchanges()) {
        Optional<Adu> answer = unit.answer(exchange.request());
        Adu seen = exchange.answer().orElseThrow();
        for (int i = 2; i < seen.pdu().length(); i += 2) {
          double off = (answer.orElseThrow().pdu().u16(i) - seen.pdu().u16(i)) / PER_UNIT;
          boolean currents = exchange.request().pdu().u16(1) == 0x0105;
          boolean measured = currents || exchange.request().pdu().u16(1) == 0x0109;
          double mostOff = !measured ? 0 : currents ? (i == 2 ? 0.12 : 0.01) : (i == 2 ? 0.7 : 0.6);
          assertThat(Math.abs(off)).as("seed %d, %s", seed, exchange).isLessThanOrEqualTo(mostOff);
        }
      }
    }
  }
}
