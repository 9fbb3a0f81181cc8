package org.evsebridge.bridge.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.BridgeConfig;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.Upstream;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the finder writes, as the bridge reads it. */
class ServedTest {
  @TempDir Path folder;

  private static FoundPort port(String name) {
    return new FoundPort(name, Path.of("/dev/ttyX"), List.of(name), "", Optional.empty());
  }

  private static SerialSettings line(int baudrate, String comset) {
    return SerialSettings.P1.withBaudrate(baudrate).withComset(comset).orElseThrow();
  }

  private static Finding meter(String name, SerialSettings settings, byte[] says) {
    Listening listening = new Listening(Patience.DEFAULT, 0);
    listening.received(says, 0);
    listening.received(says, 0);
    Heard.MeterTelegrams heard = (Heard.MeterTelegrams) listening.look(0, false).orElseThrow();
    return new Finding(
        port(name),
        new PortVerdict.OfSmartMeter(new Heard.MeterTelegrams(settings, heard.telegram())));
  }

  private static Finding line(String name, SerialSettings settings, ModuleAnswers.Unit... units) {
    return new Finding(
        port(name),
        new PortVerdict.ModbusLine(new ModuleAnswers.ByUnits(settings, List.of(units))));
  }

  private BridgeConfig read(Served served) throws Exception {
    Problems leftOut = new Problems();
    Path file = Files.writeString(folder.resolve("bridge.yaml"), served.bridgeYaml());
    BridgeConfig config = BridgeReader.read(List.of(file), leftOut);
    assertThat(leftOut.all()).isEmpty();
    return config;
  }

  @Test
  void aUsualPiIsServedAsTheReadmeServesIt() throws Exception {
    Served served =
        Served.of(
            List.of(
                meter("/dev/serial/by-id/usb-P1", SerialSettings.P1, MeterLines.dsmr5()),
                line("/dev/ttyS0", SerialSettings.MODULE, new ModuleAnswers.Unit(2, true, ""))));

    assertThat(served.bridgeYaml())
        .isEqualTo(
            """
            p1:
              - port: 2000
                device: /dev/serial/by-id/usb-P1
            modbusproxy:
              - port: 502
                device: /dev/ttyS0
                baudrate: 9600
                comset: 8N1
            """);
    assertThat(read(served).isEmpty()).isFalse();
    assertThat(served.evccYaml())
        .contains(
            """
            meters:
              - name: grid
                type: template
                template: dsmr
                usage: grid
                host: 127.0.0.1
                port: 2000
            chargers:
              - name: station
                type: template
                template: smartevse
                modbus: rs485tcpip
                id: 2
                host: 127.0.0.1
                port: 502
            """);
  }

  @Test
  void whatIsUnusualIsServedAsItIs() throws Exception {
    Served served =
        Served.of(
            List.of(
                meter("/dev/ttyUSB0", line(9600, "7E1"), MeterLines.dsmr3()),
                meter("/dev/ttyUSB1", line(115200, "8N1"), MeterLines.otherPolynomial()),
                line(
                    "/dev/ttyUSB2",
                    line(19200, "8E1"),
                    new ModuleAnswers.Unit(1, true, ""),
                    new ModuleAnswers.Unit(3, false, ""),
                    new ModuleAnswers.Unit(4, true, "")),
                line("/dev/ttyUSB3", line(9600, "8N2"), new ModuleAnswers.Unit(5, false, ""))));

    BridgeConfig config = read(served);
    assertThat(config.p1Ports())
        .extracting(P1Config::settings)
        .containsExactly(line(9600, "7E1"), line(115200, "8N1"));
    assertThat(config.p1Ports())
        .extracting(P1Config::crc)
        .containsExactly(P1Config.Crc.ADD, P1Config.Crc.KEEP);
    assertThat(config.p1Ports())
        .extracting(p1 -> p1.listen().getPort())
        .containsExactly(2000, 2001);
    assertThat(config.modbusProxies())
        .extracting(proxy -> ((Upstream.Serial) proxy.line().upstream()).settings())
        .containsExactly(line(19200, "8E1"), line(9600, "8N2"));
    assertThat(served.evccYaml())
        .contains("name: station\n", "id: 1\n", "name: station2\n", "id: 4\n", "name: grid2\n")
        .doesNotContain("id: 3\n", "id: 5\n");
  }

  @Test
  void nothingIsServedWhereNothingWasFound() {
    assertThat(Served.of(List.of(new Finding(port("/dev/ttyS0"), new PortVerdict.Silent(true)))))
        .isEqualTo(new Served("", ""));
  }
}
