package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleTest {
  @TempDir private Path folder;

  private Rig start(String host, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("rig.yaml"), text);
    return Rig.start(
        new RigOptions(folder.resolve("rig"), host, 0, 0, true), RigFile.read(file).station());
  }

  private static String greeting(Rig rig) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Console(rig, new PrintStream(out, true, StandardCharsets.UTF_8), new CountDownLatch(1))
        .run(Duration.ofMillis(1));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theEvccFileOfTheDefaultRigIsTheExample() throws Exception {
    InetSocketAddress modbus = new InetSocketAddress(RigOptions.HOST, RigOptions.MODBUS_PORT);
    EvccFile file =
        new EvccFile(
            new InetSocketAddress(RigOptions.HOST, RigOptions.P1_PORT),
            List.of(new EvccFile.ModuleAddress("station", 2, modbus)),
            25,
            EvccSite.of(
                StationSettings.DEFAULT,
                Optional.of(
                    new EvccSite.Api(
                        new InetSocketAddress(RigOptions.HOST, 8080), Optional.empty()))));
    Documents.requireFile("evcc-examples/rig.yaml", file.text());
  }

  @Test
  void theEvccFileHasWhatElseTheSiteHas() throws Exception {
    RigFile rig =
        RigFile.read(
            "rig.yaml",
            """
            house: {sun: {peak: 6000}, battery: {capacity: 12, min-soc: 5, power: 4000}}
            prices: {import: {"06:00": 0.30, "22:30": 0.20}, export: 0.07}
            chargers: [{name: left, unit: 2, car: {battery: 50}}, {name: right, unit: 3}]
            """);
    EvccSite all =
        EvccSite.of(
            rig.station(),
            Optional.of(
                new EvccSite.Api(
                    new InetSocketAddress(RigOptions.HOST, 8081), Optional.of("secret"))));
    EvccSite.Source soc =
        new EvccSite.Source(
            "http",
            "http://127.0.0.1:8081/chargers/right",
            Map.of("Authorization", "Bearer secret"),
            null,
            ".car.soc // 0");
    assertThat(all.panels().orElseThrow().power().jq()).isEqualTo(".sunWatts");
    EvccSite.Battery battery = all.battery().orElseThrow();
    assertThat(battery.soc().jq()).isEqualTo(".battery.soc");
    assertThat(List.of(all.panels().orElseThrow().power(), battery.power(), battery.soc()))
        .as("one answer serves them all: evcc warns where nothing is kept of it")
        .extracting(EvccSite.Source::cache)
        .containsOnly("1s");
    assertThat(battery.capacity()).isEqualTo(12);
    assertThat(battery.minsoc()).isEqualTo(5);
    assertThat(battery.batterymode().toString())
        .contains("case=1, set=", "case=2", "PATCH", "{\"mode\": \"hold\"}", "Bearer secret");
    assertThat(all.vehicles())
        .extracting(EvccSite.Vehicle::name, EvccSite.Vehicle::capacity)
        .containsExactly(tuple("car-1", 50L), tuple("car-2", 60L));
    assertThat(all.vehicles().get(1).soc()).isEqualTo(soc);
    EvccSite.Tariffs tariffs = all.tariffs().orElseThrow();
    assertThat(tariffs.grid().zones())
        .containsExactly(new EvccSite.Zone("Mon-Sun", "06:00-22:30", 0.30));
    assertThat(tariffs.grid().price()).as("the rest of the day").isEqualTo(0.20);
    assertThat(tariffs.feedin()).isEqualTo(new EvccSite.Tariff("fixed", 0.07, null));

    EvccSite withoutApi = EvccSite.of(rig.station(), Optional.empty());
    assertThat(withoutApi.panels()).isEmpty();
    assertThat(withoutApi.battery()).isEmpty();
    assertThat(withoutApi.vehicles()).isEmpty();
  }

  @Test
  void theEvccFileHasEveryChargerBehindItsLinesGatewayAndTheHousesFuse() throws Exception {
    try (Rig rig =
        start(
            RigOptions.HOST,
            """
            house: {connection: 1x40}
            lines: [{name: p1}, {name: one}, {name: two}]
            chargers:
              - {name: left, line: one, unit: 5}
              - {name: right, line: two, unit: 6}
            """)) {
      Rig.Addresses addresses = rig.addresses().orElseThrow();
      assertThat(greeting(rig))
          .contains("evcc.yaml        " + rig.dir().resolve("evcc.yaml") + "\n")
          .contains("tcp " + Ports.text(addresses.gateways().get("one")) + ", unit 5, ")
          .contains("tcp " + Ports.text(addresses.gateways().get("two")) + ", unit 6, ");
      assertThat(rig.dir().resolve("evcc.yaml"))
          .content()
          .contains("maxcurrent: 40\n")
          .contains(charger("left", 5, addresses.gateways().get("one")))
          .contains(charger("right", 6, addresses.gateways().get("two")))
          .contains("    charger: left\n", "    charger: right\n");
    }
  }

  private static String charger(String name, int unit, InetSocketAddress gateway) {
    return """
          - name: %s
            type: template
            template: smartevse
            modbus: rs485tcpip
            id: %d
            host: 127.0.0.1
            port: %d
        """
        .formatted(name, unit, gateway.getPort());
  }

  @Test
  void aModuleIsNamedByTheAddressThatItHas() throws Exception {
    try (Rig rig = start(RigOptions.HOST, "chargers: [{name: station, unit: 2}]")) {
      rig.station().answer("rs485", new Adu(2, Pdu.request(6, 0x0200, 9)));
      assertThat(greeting(rig)).contains("unit 9").doesNotContain("unit 2");
      assertThat(rig.dir().resolve("evcc.yaml")).content().contains("id: 9");
    }
  }

  @Test
  void theKeysActOnTheChargerThatWasChosen() throws Exception {
    try (Rig rig =
        start(
            RigOptions.HOST,
            """
            time: {paused: true}
            chargers:
              - {name: left, unit: 5, car: {after: never}}
              - {name: right, unit: 6, car: {after: never}}
            """)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Console console =
          new Console(
              rig, new PrintStream(out, true, StandardCharsets.UTF_8), new CountDownLatch(1));
      press(console, "p");
      assertThat(plugged(rig)).containsExactly(true, false);
      press(console, "2p");
      assertThat(plugged(rig)).containsExactly(true, true);
      press(console, "\tP");
      assertThat(plugged(rig)).as("Tab goes round").containsExactly(false, true);
      press(console, "2b3b");
      assertThat(out.toString(StandardCharsets.UTF_8))
          .isEqualTo("right: button pressed\nright: button pressed\n");
    }
  }

  private static void press(Console console, String keys) {
    keys.chars().forEach(console::pressed);
  }

  private static List<Boolean> plugged(Rig rig) {
    return rig.station().ask(models -> models.chargers().stream().map(Charger::isPlugged).toList());
  }

  private static double fuseUse(Rig rig) {
    return rig.station().ask(models -> models.house().fuseUse().l1());
  }

  @Test
  void aBlownFuseIsReplacedByAKeyAndOneThatHoldsStaysAsItIs() throws Exception {
    String load = "house: {loads: [{name: oven, phases: L1, amperes: 60, switched: on}]}";
    try (Rig rig = start(RigOptions.HOST, "time: {paused: true}\n" + load)) {
      Console console = new Console(rig, System.out, new CountDownLatch(1));
      rig.driver().step(Duration.ofSeconds(3));
      double used = fuseUse(rig);
      assertThat(used).isBetween(0.001, 0.999);
      press(console, "f");
      assertThat(fuseUse(rig)).isEqualTo(used);
      rig.driver().step(Duration.ofHours(1));
      assertThat(fuseUse(rig)).isEqualTo(1);
      press(console, "of");
      assertThat(fuseUse(rig)).isZero();
    }
  }

  @Test
  void addressesAreWrittenAsTheUserGaveThem() throws Exception {
    try (Rig rig = start("0.0.0.0", "lines: [{name: p1, tcp: 0}, {name: rs485, modbus-tcp: 0}]")) {
      rig.serveControl("0.0.0.0", 0, Optional.of("a-token-of-the-test"));
      assertThat(greeting(rig))
          .containsPattern("ready p1=0\\.0\\.0\\.0:\\d+ modbus=0\\.0\\.0\\.0:\\d+ ")
          .containsPattern("http=0\\.0\\.0\\.0:\\d+")
          .containsPattern("8N1\nsmart meter      tcp 0\\.0\\.0\\.0:\\d+\n")
          .containsPattern("tcp 0\\.0\\.0\\.0:\\d+, unit 2, Modbus TCP\n")
          .doesNotContain("0:0:0");
    }
  }

  /** Scripts wait for the ready line in a file: what they find of it must be all of it. */
  @Test
  void linesAreWrittenInOnePieceEach() throws Exception {
    List<String> pieces = new ArrayList<>();
    OutputStream file =
        new OutputStream() {
          @Override
          public void write(int octet) {
            pieces.add(String.valueOf((char) octet));
          }

          @Override
          public void write(byte[] octets, int from, int length) {
            pieces.add(new String(octets, from, length, StandardCharsets.UTF_8));
          }
        };
    try (Rig rig = start(RigOptions.HOST, "lines: [{name: p1, tcp: 0}]")) {
      rig.serveControl(RigOptions.HOST, 0, Optional.empty());
      new Greeting(rig, new PrintStream(file, true, StandardCharsets.UTF_8)).print();
    }
    assertThat(pieces).hasSizeGreaterThan(4).allMatch(piece -> piece.endsWith("\n"));
    assertThat(pieces.get(0)).startsWith("ready p1=").contains(" http=");
  }

  @Test
  void everyLineHasFaultsOfItsOwn() {
    assertThat(LineFaults.seedOf(1, "one")).isNotEqualTo(LineFaults.seedOf(1, "two"));
    assertThat(LineFaults.seedOf(1, "one")).isEqualTo(LineFaults.seedOf(1, "one"));
    assertThat(LineFaults.seedOf(1, "one")).isNotEqualTo(LineFaults.seedOf(2, "one"));
  }
}
