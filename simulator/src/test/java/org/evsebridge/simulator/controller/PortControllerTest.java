package org.evsebridge.simulator.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.p1.Telegram;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop in real time: telegrams through the bridge, limits through the gateway. */
class PortControllerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path dir;

  @Test
  void theCarGivesWayToTheOvenAndComesBack() throws Exception {
    RigOptions options = new RigOptions(dir.resolve("rig"), RigOptions.HOST, 0, 0, true);
    List<String> log = new CopyOnWriteArrayList<>();
    try (Rig rig = Rig.start(options, StationSettings.DEFAULT)) {
      Rig.Addresses addresses = rig.addresses().orElseThrow();
      int unit = StationSettings.DEFAULT.chargers().get(0).unit();
      try (PortController controller =
          new PortController(
              new LoadBalancing(25),
              List.of(new Controller.ControlledModule("bus", unit, Wiring.STRAIGHT)),
              addresses.p1(),
              addresses.modbus(),
              log::add)) {
        controller.start();
        awaitStation(rig, models -> current(models) > 15 && !log.isEmpty());
        rig.station().ask(models -> models.house().toggle("oven"));
        awaitStation(
            rig,
            models ->
                current(models) > 5.5
                    && current(models) < 8.5
                    && log.get(log.size() - 1).matches("limit [678] A, grid .*"));
        awaitStation(rig, models -> models.house().blownFuses().isEmpty());
        rig.station().ask(models -> models.house().toggle("oven"));
        awaitStation(rig, models -> current(models) > 15);
      }
      assertThat(log).contains("the modules answer");
    }
  }

  private static void awaitStation(Rig rig, Predicate<Station.Models> wanted) {
    await().atMost(PATIENCE).until(() -> rig.station().ask(wanted::test));
  }

  private static double current(Station.Models models) {
    return models.chargers().get(0).current().l1();
  }

  @Test
  void saysOnceWhyTelegramsAreOfNoUse() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    List<String> log = new CopyOnWriteArrayList<>();
    try (ServerSocket meter = new ServerSocket(0, 1, nobody.getAddress());
        PortController controller =
            new PortController(
                new LoadBalancing(25),
                List.of(new Controller.ControlledModule("bus", 2, Wiring.STRAIGHT)),
                (InetSocketAddress) meter.getLocalSocketAddress(),
                nobody,
                log::add)) {
      controller.start();
      try (Socket port = meter.accept()) {
        // A telegram that is not fetched gives way to the next, so it is sent until all is told.
        for (String body :
            List.of("/OLD\r\n\r\n1-3:0.2.8(42)\r\n!", "/NEW\r\n\r\n1-3:0.2.8(50)\r\n!")) {
          String why = body.startsWith("/OLD") ? "not DSMR 5.0" : "no value for 1-0:21.7.0";
          await()
              .atMost(PATIENCE)
              .until(
                  () -> {
                    port.getOutputStream().write(Telegram.withChecksum(body).bytes());
                    return log.stream().anyMatch(line -> line.endsWith(why));
                  });
        }
      }
    }
    assertThat(log).filteredOn(line -> line.endsWith("not DSMR 5.0")).hasSize(1);
  }

  @Test
  void saysWhatIsNotThere() {
    List<String> log = new CopyOnWriteArrayList<>();
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    try (PortController controller = controller(nobody, nobody, log)) {
      controller.start();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  log.stream().anyMatch(line -> line.startsWith("the modules do not answer: "))
                      && log.contains("no telegrams from 127.0.0.1:1: Connection refused"));
    }
  }

  @Test
  void saysEachTroubleOnceAndThatTelegramsComeAgain() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket meter = new ServerSocket(0, 1, here);
        ServerSocket modules = new ServerSocket(0, 1, here);
        PortController controller =
            controller(
                (InetSocketAddress) meter.getLocalSocketAddress(),
                (InetSocketAddress) modules.getLocalSocketAddress(),
                log)) {
      meter.setSoTimeout((int) PATIENCE.toMillis());
      modules.setSoTimeout((int) PATIENCE.toMillis());
      controller.start();
      for (int i = 0; i < 3; i++) {
        meter.accept().close();
        modules.accept().close();
      }
      try (Socket port = meter.accept()) {
        port.getOutputStream().write('/');
        await()
            .atMost(PATIENCE)
            .until(() -> log.stream().anyMatch(line -> line.startsWith("telegrams come from ")));
        controller.close(); // before the port: that it closes would be another trouble
      }
    }
    assertThat(log)
        .contains("the modules do not answer: the connection was closed")
        .doesNotHaveDuplicates();
  }

  private static PortController controller(
      InetSocketAddress meter, InetSocketAddress modules, List<String> log) {
    return new PortController(
        new LoadBalancing(25),
        List.of(new Controller.ControlledModule("bus", 2, Wiring.STRAIGHT)),
        meter,
        modules,
        log::add);
  }
}
