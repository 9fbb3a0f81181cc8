package org.evsebridge.bridge.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real broker, on a port of its own. It keeps nothing over a restart. */
public final class Mosquitto implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path folder;
  private final int port;
  private final List<Process> clients = new ArrayList<>();
  private Process process;

  private Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one that anybody may speak to. */
  public static Mosquitto start(Path folder) throws IOException {
    return start(folder, "allow_anonymous true");
  }

  /** Starts one with some lines in its configuration. */
  public static Mosquitto start(Path folder, String... lines) throws IOException {
    Mosquitto broker = new Mosquitto(folder, Sockets.freePort());
    List<String> all = new ArrayList<>(List.of("listener " + broker.port + " 127.0.0.1"));
    all.add("user root"); // else it gives up the right to read what tests have written
    all.addAll(List.of(lines));
    Files.write(broker.conf(), all);
    broker.run();
    return broker;
  }

  private Path conf() {
    return folder.resolve("mosquitto-" + port + ".conf");
  }

  /** Starts it, on the port that it had. */
  public void run() throws IOException {
    process =
        new ProcessBuilder(Peers.program("mosquitto"), "-c", conf().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto-" + port + ".log").toFile())
            .start();
    Sockets.awaitListener(port);
  }

  public int port() {
    return port;
  }

  /** Ends it at once. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Sends it a signal: {@code STOP} has it hang, {@code CONT} go on. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** What a subscriber has got. */
  public static final class Subscriber {
    private final Map<String, String> newest = new ConcurrentHashMap<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** The newest of a topic. */
    public Optional<String> get(String topic) {
      return Optional.ofNullable(newest.get(topic));
    }

    /** Returns once a topic says that. */
    public void awaits(String topic, String payload) {
      await(topic + " says " + payload + ", not " + newest.get(topic) + " of " + newest.keySet())
          .atMost(PATIENCE)
          .until(() -> payload.equals(newest.get(topic)));
    }

    /** Every topic of which something came. */
    public Map<String, String> all() {
      return Map.copyOf(newest);
    }

    /** All that came, in its order: {@code RETAINED TOPIC PAYLOAD}, such as {@code 1 a/b 23}. */
    public List<String> lines() {
      return List.copyOf(lines);
    }

    private void took(String line) {
      String[] parts = line.split(" ", 3);
      lines.add(line);
      newest.put(parts[1], parts[2]);
    }
  }

  /** Subscribes to everything, by a program that was not written here. */
  public Subscriber subscribe(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.program("mosquitto_sub"),
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-F",
                "%r %t %p",
                "-t",
                "#"));
    command.addAll(List.of(options));
    Process client =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    clients.add(client);
    Subscriber subscriber = new Subscriber();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines = client.inputReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(subscriber::took);
              } catch (IOException | RuntimeException e) {
                // it was ended
              }
            });
    reader.setDaemon(true);
    reader.start();
    return subscriber;
  }

  /** Publishes, by a program that was not written here. */
  public void publish(String topic, String payload, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.program("mosquitto_pub"),
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-t",
                topic,
                "-m",
                payload));
    command.addAll(List.of(options));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Override
  public void close() {
    clients.forEach(Process::destroyForcibly);
    process.destroyForcibly();
  }
}
