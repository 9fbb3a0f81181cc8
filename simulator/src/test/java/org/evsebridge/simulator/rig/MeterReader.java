package org.evsebridge.simulator.rig;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the telegrams on a TCP port and keeps each object's last value. */
final class MeterReader implements AutoCloseable {
  private static final Pattern OBJECT =
      Pattern.compile("1-0:(\\d+\\.\\d+\\.\\d+)\\(([\\d.]+)\\*\\w+\\)");

  private final Socket socket;
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  private MeterReader(Socket socket) {
    this.socket = socket;
    Thread reader = new Thread(this::read, "meter reader");
    reader.setDaemon(true);
    reader.start();
  }

  static MeterReader connect(InetSocketAddress port) throws IOException {
    return new MeterReader(new Socket(port.getAddress(), port.getPort()));
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher object = OBJECT.matcher(line);
        if (object.matches()) {
          values.put(object.group(1), Double.valueOf(object.group(2)));
        }
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  /** A power, in kW; not a number before the first telegram. */
  double kilowatts(String obis) {
    return values.getOrDefault(obis, Double.NaN);
  }

  /** A current, in whole amperes; -1 before the first telegram. */
  int amperes(String obis) {
    return values.getOrDefault(obis, -1.0).intValue();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
