package org.evsebridge.simulator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.p1.Telegram;
import org.junit.jupiter.api.Test;

class ControllerTest {
  private final List<String> requests = new ArrayList<>();
  private final Map<Integer, Integer> states = new HashMap<>();
  private final Map<Integer, Double> amperes = new HashMap<>();
  private boolean silent;

  /** Modules with 32 A boards that say what the maps say. */
  private Adu answer(String line, Adu request) throws IOException {
    requests.add(request.unit() + ": " + request.pdu());
    if (silent) {
      throw new IOException("no answer");
    }
    Pdu pdu = request.pdu();
    if (pdu.function() == 6) {
      return request;
    }
    int count = pdu.u16(3);
    int[] bytes = new int[2 + 2 * count];
    bytes[0] = pdu.function();
    bytes[1] = 2 * count;
    if (pdu.u16(1) == 0x010C) {
      bytes[3] = 2;
    }
    if (pdu.u16(1) == 0x0103) {
      bytes[3] = states.getOrDefault(request.unit(), 1);
      int raw = (int) (amperes.getOrDefault(request.unit(), 0.0) * 256);
      for (int phase = 0; phase < 3; phase++) {
        bytes[2 + 2 * (2 + phase)] = raw >> 8;
        bytes[3 + 2 * (2 + phase)] = raw & 0xFF;
      }
    }
    return new Adu(request.unit(), Pdu.of(bytes));
  }

  private Controller startedFor(int... units) throws IOException {
    Controller controller = controllerOf(units);
    controller.start();
    requests.clear();
    return controller;
  }

  private Controller controllerOf(int... units) {
    List<Controller.ControlledModule> targets = new ArrayList<>();
    for (int unit : units) {
      targets.add(new Controller.ControlledModule("bus", unit, Wiring.STRAIGHT));
    }
    return new Controller(new LoadBalancing(25), new AduModuleBus(this::answer), targets);
  }

  private static Telegram telegram(double kilowattsL1) {
    StringBuilder text = new StringBuilder("/SIM5\r\n\r\n1-3:0.2.8(50)\r\n");
    for (int group : new int[] {32, 52, 72}) {
      text.append("1-0:").append(group).append(".7.0(230.0*V)\r\n");
    }
    for (int group : new int[] {21, 41, 61, 22, 42, 62}) {
      double value = group == 21 ? kilowattsL1 : 0;
      text.append(String.format(Locale.ROOT, "1-0:%d.7.0(%06.3f*kW)\r\n", group, value));
    }
    return Telegram.withChecksum(text.append('!'));
  }

  private List<String> writes() {
    return requests.stream().filter(request -> request.startsWith("06", 3)).toList();
  }

  @Test
  void startsAsTheMakersDoesButForTheUpperHalfOfTheLimit() throws IOException {
    controllerOf(2).start();
    assertThat(requests.subList(0, 3))
        .containsExactly("2: 04 00 00 00 05", "2: 04 00 05 00 01", "2: 04 01 0c 00 01");
    assertThat(requests).hasSize(3 + 200 + 2);
    assertThat(writes()).containsExactly("2: 06 02 01 20 20", "2: 06 02 04 00 01");
  }

  @Test
  void givesUpTheStartWhenAModuleDoesNotAnswer() {
    silent = true;
    assertThatThrownBy(() -> controllerOf(2).start()).isInstanceOf(IOException.class);
  }

  @Test
  void writesALimitOnlyWhenItChanges() throws IOException {
    Controller controller = startedFor(2);
    controller.everySecond();
    assertThat(writes()).isEmpty(); // nothing is known of the house yet
    controller.telegram(telegram(2.3));
    controller.everySecond();
    controller.everySecond();
    controller.telegram(telegram(4.6)); // 5 A are none
    controller.everySecond();
    assertThat(writes()).containsExactly("2: 06 02 01 0f 0f", "2: 06 02 01 00 00");
  }

  @Test
  void goesOnWithTheLastValuesWhenTelegramsAndAnswersFail() throws IOException {
    states.put(2, 3);
    amperes.put(2, 10.0);
    Controller controller = startedFor(2);
    controller.telegram(telegram(3.45));
    controller.everySecond();
    assertThat(controller.limits()).containsExactly(20);
    assertThatThrownBy(() -> controller.telegram(Telegram.withChecksum("/rubbish!")))
        .hasMessage("not DSMR 5.0");
    silent = true;
    amperes.put(2, 0.0);
    controller.everySecond();
    assertThat(controller.limits()).containsExactly(20);
    silent = false;
    controller.everySecond();
    assertThat(controller.limits()).containsExactly(10);
  }

  @Test
  void severalModulesShareWhatIsSpare() throws IOException {
    states.put(2, 2);
    states.put(3, 3);
    Controller controller = startedFor(2, 3);
    controller.telegram(telegram(0));
    controller.everySecond();
    assertThat(controller.limits()).containsExactly(12, 13);
    controller.telegram(telegram(3.45)); // 10 A are enough for one only
    controller.everySecond();
    assertThat(controller.limits()).containsExactly(10, 0);
    for (int error : new int[] {5, 6}) {
      controller.telegram(telegram(0));
      states.put(2, 2);
      controller.everySecond();
      assertThat(controller.limits()).containsExactly(12, 13);
      states.put(2, error);
      controller.everySecond();
      assertThat(controller.limits()).containsExactly(0, 25);
    }
    controller.telegram(telegram(3.45));
    states.put(2, 1); // its car has gone
    controller.everySecond();
    assertThat(controller.limits()).containsExactly(0, 10);
  }
}
