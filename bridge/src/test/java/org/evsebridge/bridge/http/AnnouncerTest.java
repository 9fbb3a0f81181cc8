package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.evsebridge.bridge.Bridge;
import org.evsebridge.bridge.BridgeReader;
import org.evsebridge.bridge.testing.Peers;
import org.evsebridge.bridge.yaml.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What python-zeroconf, by which Home Assistant looks around, finds of the bridge. */
class AnnouncerTest {
  private static final String LOOK =
      """
      import sys, time
      from zeroconf import Zeroconf, ServiceBrowser
      found = []
      class Listener:
          def add_service(self, zc, kind, name):
              info = zc.get_service_info(kind, name, 5000)
              if info and name.startswith(sys.argv[1]):
                  texts = {k.decode(): v.decode() for k, v in info.properties.items()}
                  found.append((name, info.server, info.port, info.parsed_addresses(), texts))
          update_service = add_service
          def remove_service(self, zc, kind, name):
              pass
      zc = Zeroconf(interfaces=['127.0.0.1'])
      ServiceBrowser(zc, '_hwenergy._tcp.local.', Listener())
      until = time.time() + 20
      while not found and time.time() < until:
          time.sleep(0.05)
      for each in found[:1]:
          print(*each[:4], *sorted(each[4].items()), sep='\\n')
      zc.close()
      """;

  @TempDir Path folder;

  @Test
  void theMeterIsFoundByItsServiceWithTheFiveTextsAndByTheNameThatSmartEvseLooksFor()
      throws Exception {
    String python = Peers.python("zeroconf");
    Path file =
        Files.writeString(
            folder.resolve("bridge.yaml"),
            """
            p1: {port: 0, host: 127.0.0.1, device: %s}
            http: {port: 0, serial: 02005e0000a1, announce: true}
            """
                .formatted(folder.resolve("tty")));
    try (Bridge bridge = Bridge.start(BridgeReader.read(List.of(file), new Problems()), false)) {
      int port = bridge.http().orElseThrow().firstTry().get().orElseThrow().getPort();
      Path said = folder.resolve("said");
      new ProcessBuilder(python, "-c", LOOK, "p1meter-0000A1")
          .redirectErrorStream(true)
          .redirectOutput(said.toFile())
          .start()
          .waitFor();
      assertThat(Files.readAllLines(said))
          .containsExactly(
              "p1meter-0000A1._hwenergy._tcp.local.",
              "p1meter-0000A1.local.",
              String.valueOf(port),
              "['127.0.0.1']",
              "('api_enabled', '1')",
              "('path', '/api/v1')",
              "('product_name', 'P1 Meter')",
              "('product_type', 'HWE-P1')",
              "('serial', '02005e0000a1')");
    }
  }
}
