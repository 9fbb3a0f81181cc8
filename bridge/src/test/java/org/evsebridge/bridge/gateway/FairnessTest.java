package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.config.gateway.UnitKinds;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets how much of the line when others ask what is not answered; in simulated time. */
class FairnessTest {
  private static final int UNIT = 2;
  private static final long MILLI = 1_000_000;
  private static final long LONG = Duration.ofSeconds(20).toNanos();
  private static final int SCANNERS = 12;

  private SimulatedBus line;
  private Devices devices;
  private long worst;
  private int answers;
  private int refused;

  /** Asks one thing after the other. */
  private final class Client {
    private final Asker asker;
    private final IntFunction<Adu> requests;
    private int count;

    Client(String name, String host, boolean counted, IntFunction<Adu> requests) {
      this.requests = requests;
      this.asker =
          new Asker(name)
              .at(host)
              .on(devices, Duration.ofSeconds(10))
              .hearing(
                  (request, answer) -> {
                    if (counted) {
                      count(request, answer);
                    }
                    line.at(line.now() + MILLI, this::ask);
                  });
    }

    void ask() {
      Adu adu = requests.apply(count++);
      line.bus().submit(asker.request(adu.unit(), adu.pdu(), line.now()));
    }
  }

  private void count(Request request, Pdu answer) {
    worst = Math.max(worst, line.now() - request.arrived());
    answers += answer.isException() ? 0 : 1;
    refused += answer.isException() ? 1 : 0;
  }

  /** A line with a device at unit 2, which ignores the registers from 0x1000 on. */
  private void start(String keys) throws Exception {
    YamlNode list = YamlReader.read("x", "- {port: 1, device: /dev/x" + keys + "}").get(0);
    LineConfig config =
        ModbusProxyReader.read(((YamlNode.Sequence) list).items(), new Problems()).get(0).line();
    devices = new Devices(List.of(new UnitKinds(Map.of(), Map.of())));
    line = new SimulatedBus(config, devices);
    line.device(
        request -> {
          if (request.unit() == UNIT && request.pdu().u16(1) < 0x1000) {
            byte[] right = Rtu.encode(new Adu(UNIT, GatewayTest.right(request)));
            line.at(line.now() + 2 * MILLI, () -> line.says(right));
          }
        });
    answers = 0;
    refused = 0;
    worst = 0;
  }

  private void run(String host) {
    new Client("evcc", host, true, i -> new Adu(UNIT, Pdu.request(4, 3 * (i % 8), 3))).ask();
    long end = line.now() + LONG;
    line.run(() -> line.now() < end);
  }

  private int alone(String keys) throws Exception {
    start(keys);
    run("10.0.0.1");
    return answers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "10.0.0.1"})
  void besideTwelveConnectionsThatScanAbsentUnitsItKeepsHalfAndWaitsForOneTimeOut(String host)
      throws Exception {
    String keys = ", timeout: 1s, baudrate: 115200";
    int alone = alone(keys);
    start(keys);
    for (int i = 0; i < SCANNERS; i++) {
      int first = 10 + 18 * i;
      Client scanner =
          new Client(
              "scanner " + i, host, false, n -> new Adu(first + n % 18, Pdu.request(3, n % 50, 1)));
      line.at(line.now() + 100 * MILLI, scanner::ask); // when the device is known by its answers
    }
    run("10.0.0.1");
    assertThat(refused).isZero();
    assertThat(answers).as("alone: %d", alone).isGreaterThanOrEqualTo(alone / 2);
    assertThat(Duration.ofNanos(worst)).isLessThan(Duration.ofMillis(1050));
  }

  @Test
  void besideAnotherHostThatReadsRegistersThatAreNotThereItKeepsNearlyHalf() throws Exception {
    String keys = ", timeout: 1s, baudrate: 115200";
    int alone = alone(keys);
    start(keys);
    for (int i = 0; i < SCANNERS; i++) {
      int first = 0x1000 + 0x100 * i;
      new Client(
              "scanner " + i,
              "10.0.0.2",
              false,
              n -> new Adu(UNIT, Pdu.request(3, first + n % 0x100, 1)))
          .ask();
    }
    run("10.0.0.1");
    assertThat(refused).isZero();
    assertThat(answers).as("alone: %d", alone).isGreaterThanOrEqualTo(alone * 2 / 5);
  }
}
