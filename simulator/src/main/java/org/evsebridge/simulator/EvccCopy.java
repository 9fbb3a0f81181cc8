package org.evsebridge.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An evcc.yaml made fit for a run: a copy in a folder of its own, with the run's ports, beside a
 * database that starts empty.
 */
final class EvccCopy {
  private static final String EVCC_PORT = "{evcc-port}";

  /** A block at the top level that says where evcc's own API is. */
  private static final Pattern NETWORK = Pattern.compile("^network\\s*:", Pattern.MULTILINE);

  private EvccCopy() {}

  /**
   * Writes the copy.
   *
   * @param ports by their placeholders, that of evcc's API among them
   * @return how to start evcc with it
   * @throws IOException when it cannot be read or written, or has a port of its own
   */
  static List<String> write(String program, Path original, Path folder, Map<String, Integer> ports)
      throws IOException {
    String text = Files.readString(original);
    if (!text.contains(EVCC_PORT)) {
      if (NETWORK.matcher(text).find()) {
        throw new IOException(
            original + ": its 'network' must have 'port: " + EVCC_PORT + "', or be left out");
      }
      text += "\nnetwork: {host: 127.0.0.1, port: " + EVCC_PORT + "}\n";
    }
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      text = text.replace(port.getKey(), port.getValue().toString());
    }
    Path copy = Files.writeString(folder.resolve("evcc.yaml"), text);
    return List.of(
        program,
        "--config",
        copy.toString(),
        "--database",
        folder.resolve("evcc.db").toString(),
        "--disable-auth",
        "--log",
        "info");
  }
}
