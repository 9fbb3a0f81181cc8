package org.evsebridge.simulator.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What evcc asks, in its order, and what it concludes from the answers. */
class EvccReplayTest {
  /** The most that a phase shows while another one charges, 1/256 A. */
  private static final int IDLE = 18;

  private static final int UNIT = 2;
  private static final int INTERVAL_SECONDS = 30;

  private final ChargingModule module =
      new ChargingModule(Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.ADDRESS, UNIT));
  private final ModuleUnit unit = new ModuleUnit(module);

  /** What evcc believes; each cycle holds it against the module. */
  private int written;

  private int phases = 3;

  @Test
  void itsDiagnosisReadsWhatItPrints() {
    assertThat(read(4, 0x0000, 5)).containsExactly(0x4556, 0x5345, 0x3030, 0x3030, 0x3031);
    assertThat(read(4, 0x0005, 1)).containsExactly(0x2A11);
    assertThat(read(4, 0x0104, 1)).containsExactly(20);
    assertThat(read(3, 0x0204, 1)).containsExactly(1);
    assertThat(read(3, 0x0208, 1)).containsExactly(3000);
    assertThat(read(3, 0x0209, 1)).containsExactly(30000);
  }

  @Test
  void aWholeEveningGivesItNothingToComplainAbout() {
    start();
    cycle(); // no car: evcc writes 0 each time
    write(0);
    cycle();
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    cycle();
    assertThat(state()).isEqualTo(2);

    switchPhases(3); // evcc does this at first, even when three are set already
    write(6);
    cycle();
    for (int amperes = 7; amperes <= 16; amperes++) {
      write(amperes);
      cycle();
      assertThat(read(4, 0x0105, 1)[0] / 256.0).isBetween(amperes - 1.0, (double) amperes);
    }
    switchPhases(1);
    cycle();
    assertThat(read(4, 0x0105, 3)).satisfies(a -> assertThat(a[0]).isPositive());
    switchPhases(3);
    cycle();
    write(0);
    cycle();
    assertThat(state()).isEqualTo(2);
    module.unplug();
    write(0);
    cycle();
    assertThat(state()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void afterAPhaseSwitchTheCarDrawsOnThosePhasesOnly(int wanted) {
    module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
    start();
    write(10);
    run(30);
    switchPhases(wanted);
    run(30);
    int[] amperes = read(4, 0x0105, 3);
    assertThat(amperes[0]).isPositive();
    assertThat(amperes[1] > IDLE).isEqualTo(wanted == 3);
    assertThat(amperes[2] > IDLE).isEqualTo(wanted == 3);
    int[] volts = read(4, 0x0109, 3);
    assertThat(volts[1] > 100 * 256).isEqualTo(wanted == 3);
  }

  private void start() {
    read(4, 0x0108, 1);
    written = advertised();
    if (written > 0) {
      write(6);
    }
  }

  private void write(int amperes) {
    assertThat(ask(Pdu.request(6, 0x0201, amperes << 8 | amperes)).isException()).isFalse();
    written = amperes;
  }

  private void switchPhases(int wanted) {
    read(3, 0x0204, 1);
    int before = advertised();
    if (before > 0) {
      ask(Pdu.request(6, 0x0201, 0));
      run(10);
    }
    ask(Pdu.request(6, 0x0204, wanted == 3 ? 1 : 0));
    phases = wanted;
    if (before > 0) {
      write(before);
    }
  }

  /** A cycle's reads in evcc's order, and its consistency checks, long enough after any write. */
  private void cycle() {
    run(60);
    read(4, 0x0109, 3);
    int[] amperes = read(4, 0x0105, 3);
    read(4, 0x0105, 3);
    read(4, 0x0109, 3);
    read(4, 0x0108, 1);
    read(4, 0x010D, 2);
    int state = state();
    int advertised = advertised();

    assertThat(state).as("a state that evcc accepts").isBetween(0, 3);
    assertThat(advertised).as("in step with what evcc wrote").isEqualTo(written);
    if (state == 3) {
      assertThat(advertised).as("H = 0 in state C would make evcc enable again").isPositive();
    }
    for (int phase = 0; phase < 3; phase++) {
      double current = amperes[phase] / 256.0;
      assertThat(current).as("not 1 A over the limit").isLessThanOrEqualTo(written + 1.0);
      assertThat(phase < phases || current <= IDLE / 256.0).as("no other phases than set").isTrue();
    }
    run(INTERVAL_SECONDS);
  }

  private int state() {
    return read(4, 0x0103, 1)[0] & 0xFF;
  }

  private int advertised() {
    return read(4, 0x0102, 1)[0] >> 8;
  }

  private int[] read(int function, int address, int count) {
    Pdu answer = ask(Pdu.request(function, address, count));
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = answer.u16(2 + 2 * i);
    }
    return words;
  }

  private Pdu ask(Pdu request) {
    Pdu answer = unit.answer(new Adu(UNIT, request)).orElseThrow().pdu();
    assertThat(answer.isException()).as(request + " got " + answer).isFalse();
    return answer;
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds * 20; i++) {
      module.tick(Duration.ofMillis(50), PerPhase.all(230));
    }
  }
}
