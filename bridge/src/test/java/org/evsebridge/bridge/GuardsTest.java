package org.evsebridge.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.UnitKinds.DeviceKind;
import org.evsebridge.bridge.config.gateway.UnitKinds.Known;
import org.evsebridge.bridge.config.guard.FuseKind;
import org.evsebridge.bridge.config.guard.GuardConfig;
import org.evsebridge.bridge.config.guard.GuardSettings;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.config.guard.MeterSource;
import org.evsebridge.bridge.grid.Phase;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.testing.BridgeFileJudge;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The key {@code guard:} of a bridge.yaml, and what it does to the entries around it. */
class GuardsTest {
  private static final String AROUND =
      """
      p1: {port: 2000, device: /dev/meter}
      modbusproxy: {port: 1502, device: /dev/bus, comset: 8N1, baudrate: 9600}
      """;

  @TempDir Path folder;

  private BridgeConfig read(String around, String guard) throws Exception {
    String text = around + "guard: " + guard + "\n";
    BridgeFileJudge.judge(text);
    Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
    return BridgeReader.read(List.of(file), new Problems());
  }

  private GuardConfig guard(String around, String guard) throws Exception {
    return read(around, guard).guards().get(0);
  }

  @Test
  void fuseAndUnitAreEnoughAndAllElseHasItsDefault() throws Exception {
    GuardConfig guard = guard(AROUND, "{fuse: 25, chargers: [{unit: 2}]}");

    assertThat(guard.meter()).isEqualTo(new MeterSource.P1("/dev/meter"));
    assertThat(guard.state()).isEqualTo(Path.of("/run/evse-bridge"));
    assertThat(guard.settings())
        .isEqualTo(
            new GuardSettings(
                25,
                FuseKind.GG,
                0,
                6,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                new GuardSettings.ControllerSilence(Optional.empty(), GuardSettings.Then.KEEP),
                List.of(new GuardedModule("/dev/bus", 2, Wiring.STRAIGHT, 6, 16))));
  }

  @Test
  void everyKeyIsTaken() throws Exception {
    GuardConfig guard =
        guard(
            AROUND,
            "{fuse: 40, kind: b, margin: 2, safe-current: 0, raise-after: 2m, pause: 10m,"
                + " state: /var/lib/guard, controller: {silent-after: 5m, then: stop},"
                + " meter: {line: /dev/bus, unit: 5, function: 3, currents: 0x000C, type: int32,"
                + " scale: 0.001, word-order: little, interval: 2s},"
                + " chargers: [{line: /dev/bus, unit: 3, wiring: L2-L3-L1, min: 7, max: 20}]}");

    assertThat(guard.state()).isEqualTo(Path.of("/var/lib/guard"));
    assertThat(guard.meter())
        .isEqualTo(
            new MeterSource.Modbus(
                "/dev/bus",
                5,
                3,
                12,
                MeterSource.NumberType.INT32,
                0.001,
                MeterSource.WordOrder.LITTLE,
                Duration.ofSeconds(2)));
    assertThat(guard.settings())
        .isEqualTo(
            new GuardSettings(
                40,
                FuseKind.B,
                2,
                0,
                Duration.ofMinutes(2),
                Duration.ofMinutes(10),
                new GuardSettings.ControllerSilence(
                    Optional.of(Duration.ofMinutes(5)), GuardSettings.Then.STOP),
                List.of(
                    new GuardedModule(
                        "/dev/bus", 3, new Wiring(List.of(Phase.L2, Phase.L3, Phase.L1)), 7, 20))));
  }

  @ParameterizedTest
  @CsvSource({"25, gg, 6", "20, gg, 0", "24, gg, 6", "25, b, 0", "46, c, 0", "47, b, 6"})
  void theSafeCurrentIsTheLeastThatChargesWhereTheFuseCarriesThatForEver(
      int fuse, String kind, int safe) throws Exception {
    GuardConfig guard =
        guard(AROUND, "{fuse: " + fuse + ", kind: " + kind + ", chargers: [{unit: 2}]}");

    assertThat(guard.settings().safeCurrent()).isEqualTo(safe);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{chargers: [{unit: 2}]} | 'fuse' is missing",
        "{fuse: 25} | 'chargers' is missing",
        "{fuse: 25, chargers: []} | 'chargers' is empty: name the modules behind the fuse",
        "{fuse: 16, chargers: [{unit: 2, max: 20}]} |"
            + " 'max' must not be more than the fuse's 16 A",
        "{fuse: 25, kind: b, safe-current: 6, chargers: [{unit: 2}]} |"
            + " a b fuse of 25 A carries 28.2 A for ever; write 0",
        "{fuse: 20, safe-current: 6, chargers: [{unit: 2}]} | beside a house that draws 20 A",
        "{fuse: 25, safe-current: 5, chargers: [{unit: 2}]} |"
            + " 'safe-current' must be 0, or 6 and more",
        "{fuse: 25, margin: 20, chargers: [{unit: 2}]} | 'margin' leaves less than 6 A",
        "{fuse: 25, chargers: [{unit: 2, wiring: L1-L1-L2}]} | none twice",
        "{fuse: 25, chargers: [{unit: 2, min: 16, max: 10}]} | 'min' must not be more than 'max'",
        "{fuse: 25, chargers: [{unit: 2}, {unit: 2}]} |"
            + " unit 2 of /dev/bus stands here a second time",
        "[{fuse: 25, chargers: [{unit: 2}]}, {fuse: 25, meter: {unit: 5, currents: 6},"
            + " chargers: [{unit: 2}]}] | unit 2 of /dev/bus has two guards",
        "[{fuse: 25, chargers: [{unit: 2}]}, {fuse: 25, chargers: [{unit: 3}]}] |"
            + " the smart meter on /dev/meter has two guards",
        "{fuse: 25, meter: /dev/other, chargers: [{unit: 2}]} | p1: has /dev/meter",
        "{fuse: 25, chargers: [{line: /dev/other, unit: 2}]} | modbusproxy: has /dev/bus",
        "{fuse: 25, controller: {silent-after: 5s}, chargers: [{unit: 2}]} | 10s to 4h, or auto"
      })
  void whatCannotBeSafeOrMeansNothingIsSaidInASentence(String guard, String sentence) {
    assertThatThrownBy(() -> read(AROUND, guard))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modbusproxy: {port: 1502, device: /dev/bus, comset: 8N1} | there is no entry of p1:",
        "p1: {port: 2000, device: /dev/meter} | there is no entry of modbusproxy:",
        "{p1: [{port: 2000, device: /a}, {port: 2001, device: /b}],"
            + " modbusproxy: {port: 1502, device: /dev/bus}} | p1: has /a, /b",
        "{p1: {port: 2000, device: /dev/meter}, modbusproxy: [{port: 1502, device: /a},"
            + " {port: 1503, device: /b}]} | modbusproxy: has /a, /b",
        "{p1: {port: 2000, device: /dev/meter, baudrate: 9600, comset: 7E1}, modbusproxy:"
            + " {port: 1502, device: /dev/bus}} | as DSMR 2.2 and 3 do, which show no phases",
        "{p1: {port: 2000, device: /dev/meter}, modbusproxy: {port: 1502, uri: 'host:502'}} |"
            + " write 'remote: true' if nobody does",
        "{p1: {port: 2000, device: /dev/meter}, modbusproxy: {port: 1502, device: /dev/bus,"
            + " baudrate: 2400, comset: 8N1}} | too slow for a guard"
      })
  void aGuardWithoutMeterOrLineOrWithUnfitOnesIsRefused(String around, String sentence) {
    String flow = around.startsWith("{") ? around.substring(1, around.length() - 1) : around;
    String text = "{" + flow + ", guard: {fuse: 25, chargers: [{unit: 2}]}}";

    assertThatThrownBy(
            () -> {
              Path file = Files.writeString(folder.resolve("bridge.yaml"), text);
              BridgeReader.read(List.of(file), new Problems());
            })
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aModuleBehindANetworkIsGuardedWhenNobodyElseSpeaksToIt() throws Exception {
    String around = "p1: {port: 2000, device: /m}\nmodbusproxy: {port: 1502, uri: 'host:502'}\n";

    GuardConfig guard = guard(around, "{fuse: 25, chargers: [{unit: 2, remote: true}]}");

    assertThat(guard.settings().modules()).hasSize(1);
  }

  @Test
  void aGuardedModuleIsProtectedUnderEveryNumberThatClientsHaveForIt() throws Exception {
    String around =
        """
        p1: {port: 2000, device: /dev/meter}
        modbusproxy:
          - {port: 1502, device: /dev/bus, baudrate: 9600, comset: 8N1}
          - {port: 1503, uri: "host:502", units: {7: {device: /dev/bus, baudrate: 9600, comset: 8N1, unit: 2}}}
        """;

    List<ModbusProxyConfig> entries =
        read(around, "{fuse: 25, chargers: [{line: /dev/bus, unit: 2}]}").modbusProxies();

    assertThat(entries.get(0).units().guarded()).containsOnlyKeys(2);
    assertThat(entries.get(0).units().guarded().get(2)).isEqualTo(new Known(DeviceKind.SMARTEVSE));
    assertThat(entries.get(1).units().guarded()).containsOnlyKeys(7);
    assertThat(entries.get(1).routes().get(7).line()).isEqualTo(entries.get(0).line());
  }

  @Test
  void onAGuardedLineATimeoutAndTheLongestFrameTakeNoLongerThanThatAHeartbeatComesInTime()
      throws Exception {
    ModbusProxyConfig entry =
        read(AROUND, "{fuse: 25, chargers: [{unit: 2}]}").modbusProxies().get(0);

    Duration timeout = entry.line().times().timeout();
    Duration longest = entry.line().upstream().longestFrame();

    assertThat(timeout.plus(longest)).isEqualTo(Duration.ofMillis(1200));
    assertThat(entry.line().times().absentTimeout()).isLessThanOrEqualTo(timeout);
  }

  @Test
  void aTimeoutThatTheFileGivesIsNotShortenedButRefused() {
    String around =
        "p1: {port: 2000, device: /m}\n"
            + "modbusproxy: {port: 1502, device: /dev/bus, timeout: %s}\n";

    assertThatThrownBy(() -> read(around.formatted("934ms"), "{fuse: 25, chargers: [{unit: 2}]}"))
        .hasMessageContaining("/dev/bus has a 'timeout' that is too long for a guard");
    assertThatCode(() -> read(around.formatted("933ms"), "{fuse: 25, chargers: [{unit: 2}]}"))
        .doesNotThrowAnyException();
  }

  @Test
  void checkSaysInWordsWhatTheGuardDoesAndWhatItCannot() throws Exception {
    List<String> lines =
        GuardDescription.of(
            guard(AROUND, "{fuse: 25, chargers: [{unit: 2}, {unit: 3, wiring: L2-L3-L1}]}"));

    assertThat(lines)
        .anyMatch(line -> line.contains("reads the smart meter on /dev/meter"))
        .anyMatch(line -> line.contains("unit 2 of /dev/bus gets 6 A at most while the meter"))
        .anyMatch(line -> line.contains("unit 3 of /dev/bus gets 0 A at most while the meter"))
        .anyMatch(line -> line.contains("25 A of the house and 6 A of the modules at most, 31 A"))
        .anyMatch(line -> line.contains("25 A of the house and 25 A of the modules"))
        .anyMatch(line -> line.contains("evse-bridge guard probe"))
        .anyMatch(line -> line.contains("loses power"));
  }
}
