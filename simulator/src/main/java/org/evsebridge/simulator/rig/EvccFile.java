package org.evsebridge.simulator.rig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The evcc.yaml for a running rig: the example of that name, with the rig's real ports. */
final class EvccFile {
  private static final String EXAMPLE = "/evcc-examples/rig.yaml";

  private EvccFile() {}

  static String with(InetSocketAddress p1, InetSocketAddress modbus) {
    return example()
        .replace(address(RigOptions.HOST, RigOptions.P1_PORT), address(p1))
        .replace(address(RigOptions.HOST, RigOptions.MODBUS_PORT), address(modbus));
  }

  private static String address(InetSocketAddress bound) {
    return address(bound.getHostString(), bound.getPort());
  }

  private static String address(String host, int port) {
    return "    host: " + host + "\n    port: " + port + "\n";
  }

  private static String example() {
    try (InputStream text = EvccFile.class.getResourceAsStream(EXAMPLE)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
