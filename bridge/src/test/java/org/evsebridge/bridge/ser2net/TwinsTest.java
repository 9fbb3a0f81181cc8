package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.evsebridge.bridge.testing.Sockets;
import org.evsebridge.bridge.testing.TcpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of the second grammar, served: clients see what they see from the real ser2net with the
 * file's twin of the first grammar, which is the only one that 4.3.11 reads. It reads nothing
 * behind an include, so that comes last.
 */
class TwinsTest {
  private static final String FIRST =
      """
      %YAML 1.1
      ---
      define: &host 127.0.0.1
      define: &greeting "hello from \\\\o at \\\\p, 2 ** 2 =(host) =\\\\r\\\\n"
      default:
        name: max-connections
        value: 2
      default:
        name: speed
        value: 19200N81
        class: serialdev
      connection: &meter
        accepter: "tcp,*(host),PORT0"
        connector: "serialdev,DEVICE,local"
        options:
          banner: *greeting
          openstr: "*{SECRET}"
          kickolduser: true
      connection: &console
        accepter: "telnet(rfc2217),tcp,*(host),PORT1"
        connector: "serialdev,DEVICE,local"
        timeout: 0
        options:
          banner: "\\\\d *(*x) =="
          max-connections: 1
      connection: &off
        accepter: "tcp,*(host),PORT2"
        enable: off
        connector: "serialdev,DEVICE,local"
      include: INCLUDED
      """;

  private static final String FIRST_INCLUDED =
      """
      connection: &included
        accepter: "tcp,*(host),PORT4"
        connector: "serialdev,DEVICE,9600n81,local"
        options:
          banner: "included \\\\B"
      rotator: &any
        accepter: "tcp,*(host),PORT3"
        connections: [ *included ]
      """;

  private static final String SECOND =
      """
      %YAML 1.1
      ---
      defines:
        host: 127.0.0.1
        greeting: "hello from \\\\o at \\\\p, 2 ** 2 ==(host) ==\\\\r\\\\n"
      defaults:
        max-connections: {value: 2}
        speed:
          value: 19200N81
          class: serialdev
      ---
      connections:
        meter:
          accepter: "tcp,=(host),PORT0"
          connector: "serialdev,DEVICE,local"
          options:
            banner: "=(greeting)"
            openstr: "={SECRET}"
            kickolduser: true
        console:
          accepter: "telnet(rfc2217),tcp,=(host),PORT1"
          connector: "serialdev,DEVICE,local"
          timeout: 0
          options:
            banner: "\\\\d *(x) ===="
            max-connections: 1
        off:
          accepter: "tcp,=(host),PORT2"
          enable: off
          connector: "serialdev,DEVICE,local"
      ---
      include: INCLUDED
      """;

  private static final String SECOND_INCLUDED =
      """
      connections:
        included:
          accepter: "tcp,=(host),PORT4"
          connector: "serialdev,DEVICE,9600n81,local"
          options:
            banner: "included \\\\B"
      ---
      rotators:
        any:
          accepter: "tcp,=(host),PORT3"
          connections: [ included ]
      """;

  /** Which of the listed ports are listened on; the third connection is not enabled. */
  private static final int[] SERVED = {0, 1, 3, 4};

  private static final int NOT_ENABLED = 2;

  @TempDir Path folder;
  private Bench bench;
  private final int[] ports = new int[5];

  @BeforeEach
  void plugIn() throws IOException {
    bench = new Bench(folder);
    for (int i = 0; i < ports.length; i++) {
      ports[i] = Sockets.freePort();
    }
    Files.writeString(folder.resolve("secret"), "open \\x73esame");
  }

  @AfterEach
  void stop() throws Exception {
    bench.stop();
  }

  private String filled(String file) {
    String text =
        file.replace("INCLUDED", folder.resolve("included.yaml").toString())
            .replace("SECRET", folder.resolve("secret").toString())
            .replace("DEVICE", bench.device().toString());
    for (int i = 0; i < ports.length; i++) {
      text = text.replace("PORT" + i, "" + ports[i]);
    }
    return text;
  }

  @Test
  void aFileOfTheSecondGrammarIsServedAsItsTwinOfTheFirst() throws Exception {
    List<String> second = seenWith(Side.OURS, SECOND, SECOND_INCLUDED);
    assertThat(second).containsExactlyElementsOf(seenWith(Side.OURS, FIRST, FIRST_INCLUDED));
  }

  @Test
  void aFileOfTheSecondGrammarIsServedAsTheRealSer2netServesItsTwin() throws Exception {
    List<String> second = seenWith(Side.OURS, SECOND, SECOND_INCLUDED);
    assertThat(second).containsExactlyElementsOf(seenWith(Side.REAL, FIRST, FIRST_INCLUDED));
  }

  /** Everything that clients and the device get to see, one after the other. */
  private List<String> seenWith(Side side, String file, String included) throws Exception {
    Files.writeString(folder.resolve("included.yaml"), filled(included));
    int[] served = java.util.Arrays.stream(SERVED).map(i -> ports[i]).toArray();
    bench.serveFile(side, filled(file), served);
    List<String> seen = new ArrayList<>();
    seen.add("not enabled: " + isListenedOn(ports[NOT_ENABLED]));
    String greeting = "hello from meter at tcp,127.0.0.1," + ports[0] + ", 2 ** 2 =(host) =\r\n";
    try (TcpClient first = TcpClient.dial(ports[0])) {
      seen.add("greeted: " + first.read(greeting.length()));
      seen.add("opened with: " + bench.atDevice(11));
      try (TcpClient turnedAway = TcpClient.dial(ports[1])) {
        seen.add("console: " + turnedAway.readToEnd());
      }
      try (TcpClient second = TcpClient.dial(ports[0])) {
        second.send("?");
        seen.add("heard: " + bench.atDevice(1));
        try (TcpClient third = TcpClient.dial(ports[0])) {
          seen.add("third greeted: " + third.read(greeting.length()));
          seen.add("second kicked: " + second.readToEnd());
          bench.deviceSays("for both");
          seen.add("first: " + first.read(8) + ", third: " + third.read(8));
          third.leave();
        }
      }
      first.leave();
    }
    String banner = "included ,9600N81,CLOCAL";
    try (TcpClient rotated = TcpClient.dial(ports[3])) {
      seen.add("rotated: " + rotated.read(banner.length()));
      rotated.leave();
    }
    try (TcpClient direct = TcpClient.dial(ports[4])) {
      seen.add("direct: " + direct.read(banner.length()));
      direct.leave();
    }
    bench.stopServing();
    return seen;
  }

  private static boolean isListenedOn(int port) {
    try (TcpClient client = TcpClient.dial(port)) {
      return client.localPort() > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
