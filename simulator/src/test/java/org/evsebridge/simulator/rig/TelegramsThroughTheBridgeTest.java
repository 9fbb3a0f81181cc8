package org.evsebridge.simulator.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.meter.SmartMeter;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.time.Ticking;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelegramsThroughTheBridgeTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: dsmr-5.0}",
        "{kind: dsmr-2.2, interval: 1s}",
        "{kind: swedish, interval: 1s}",
      })
  void whatTheBridgeDeliversIsWhatTheMeterWroteByteForByte(String meter) throws Exception {
    List<String> written = new CopyOnWriteArrayList<>();
    Path file = Files.writeString(dir.resolve("rig.yaml"), "meter: " + meter);
    RigOptions options = new RigOptions(dir.resolve("rig"), RigOptions.HOST, 0, 0, true);
    try (Rig rig =
            Rig.start(options, RigFile.read(file).station(), station -> noting(station, written));
        Socket client = connect(rig.addresses().orElseThrow().p1())) {
      ByteArrayOutputStream delivered = new ByteArrayOutputStream();
      InputStream in = client.getInputStream();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                delivered.write(in.readNBytes(in.available()));
                return delivered.size() > 4_000;
              });
      String text = delivered.toString(StandardCharsets.ISO_8859_1);
      String whole = text.substring(text.indexOf('/'), text.lastIndexOf('/'));
      assertThat(String.join("", written)).contains(whole);
      assertThat(whole.split("/")).hasSizeGreaterThan(3);
    }
  }

  private static Socket connect(InetSocketAddress port) throws IOException {
    return new Socket(port.getAddress(), port.getPort());
  }

  /** Notes each telegram as it leaves the meter. */
  private static Ticking noting(Station station, List<String> written) {
    long[] known = {0};
    return step -> {
      station.tick(step);
      SmartMeter meter = station.ask(Station.Models::meter);
      if (meter.sent() != known[0]) {
        known[0] = meter.sent();
        written.add(new String(meter.lastSent(), StandardCharsets.ISO_8859_1));
      }
    };
  }
}
