package org.evsebridge.bridge.takeover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes ser2net's place: checks the files, notes how things are, stops ser2net, starts the bridge
 * and sees that what worked before still works. If not, all is as before.
 */
public final class Takeover {
  private static final Path SER2NET_FILE = Path.of("/etc/ser2net.yaml");
  private static final Path BRIDGE_FILE = Path.of("/etc/evse-bridge/bridge.yaml");
  private static final Path STATE = Path.of("/var/lib/evse-bridge/takeover");
  private static final Path ENVIRONMENT = Path.of("/var/lib/evse-bridge/takeover.env");
  private static final String GIVEBACK = "/usr/lib/evse-bridge/giveback";
  private static final Duration LOOK = Duration.ofMillis(500);

  /** Something that ends the takeover; nothing is changed then. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String why) {
      super(why);
    }
  }

  private final Plan.Reader reader;
  private final Duration watch;
  private final Consumer<String> out;

  /**
   * @param reader reads bridge.yaml and ser2net.yaml
   * @param watch how long a port is watched for what its clients get
   * @param out gets lines for a person
   */
  public Takeover(Plan.Reader reader, Duration watch, Consumer<String> out) {
    this.reader = reader;
    this.watch = watch;
    this.out = out;
  }

  /**
   * Takes ser2net's place.
   *
   * @return whether it is taken; if not, all is as before
   * @throws Refused when it was not tried
   */
  public boolean run() throws Refused, InterruptedException {
    if (!Files.exists(Path.of(GIVEBACK))) {
      throw new Refused("only the installed package can do this: install the .deb");
    }
    if (Files.exists(STATE)) {
      out.accept("ser2net's place is taken already; evse-bridge giveback gives it back");
      return true;
    }
    if (!Files.isWritable(STATE.getParent())) {
      throw new Refused("only root may start and stop services: use sudo");
    }
    boolean ownFileReplaces = !reader.read(List.of(BRIDGE_FILE)).isEmpty();
    if (!ownFileReplaces && !hasFileOfItsOwn()) {
      throw new Refused(
          SER2NET_FILE + " is not there or as Debian ships it: there is nothing to take over");
    }
    Plan wanted =
        reader.read(ownFileReplaces ? List.of(BRIDGE_FILE) : List.of(BRIDGE_FILE, SER2NET_FILE));
    List<ServedPort> ports = ServedPort.of(wanted);
    Map<ServedPort, Evidence> before =
        watch(ports, SystemdUnits.mainProcess(SystemdUnits.SER2NET), Map.of());
    before.forEach((port, evidence) -> out.accept(said(port, evidence)));
    note(ownFileReplaces);
    String failure = change(ports, before);
    if (failure.isEmpty()) {
      out.accept("evse-bridge serves in ser2net's place; evse-bridge giveback gives it back");
      return true;
    }
    out.accept(failure + ": ser2net gets its place back");
    out.accept(Commands.run(Commands.SERVICE_LIMIT.multipliedBy(2), GIVEBACK).output());
    return false;
  }

  /** Whether somebody wrote ser2net's file; the example of the package does not count. */
  private static boolean hasFileOfItsOwn() throws InterruptedException {
    try {
      byte[] content = Files.readAllBytes(SER2NET_FILE);
      String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
      return !Commands.run("dpkg-query", "-W", "-f=${Conffiles}", "ser2net")
          .output()
          .contains(SER2NET_FILE + " " + md5);
    } catch (IOException e) {
      return false;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Watches the ports until all of them show what they showed before, or the time is over. */
  private Map<ServedPort, Evidence> watch(
      List<ServedPort> ports, long service, Map<ServedPort, Evidence> least)
      throws InterruptedException {
    Map<ServedPort, Evidence> seen = new LinkedHashMap<>();
    List<PortWatch> watches = ports.stream().map(port -> new PortWatch(port, service)).toList();
    try {
      long end = System.nanoTime() + watch.toNanos();
      do {
        for (int i = 0; i < watches.size(); i++) {
          seen.put(ports.get(i), watches.get(i).look());
        }
        boolean enough =
            ports.stream()
                .allMatch(
                    port ->
                        seen.get(port).covers(least.getOrDefault(port, new Evidence(true, true))));
        if (service == 0 || enough) {
          break;
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      } while (System.nanoTime() - end < 0);
    } finally {
      watches.forEach(PortWatch::close);
    }
    return seen;
  }

  private static String said(ServedPort port, Evidence evidence) {
    return port.name()
        + ": "
        + (evidence.gives()
            ? "gives bytes now"
            : evidence.opens() ? "opens its device now, and is silent" : "gives nothing now");
  }

  private void note(boolean ownFileReplaces) throws Refused, InterruptedException {
    try {
      Files.writeString(
          STATE,
          "# Written by evse-bridge takeover; evse-bridge giveback reads it.\n"
              + "ser2net-enabled=%s\nser2net-active=%s\nserves=%s\n"
                  .formatted(
                      SystemdUnits.enabled(SystemdUnits.SER2NET).orElse("absent"),
                      SystemdUnits.active(SystemdUnits.SER2NET),
                      ownFileReplaces ? "bridge.yaml" : "ser2net.yaml"));
      if (!ownFileReplaces) {
        Files.writeString(ENVIRONMENT, "EVSE_SER2NET=-c " + SER2NET_FILE + "\n");
      }
    } catch (IOException e) {
      try {
        Files.deleteIfExists(STATE);
      } catch (IOException gone) {
        e.addSuppressed(gone);
      }
      throw new Refused(STATE + " cannot be written: " + e.getMessage());
    }
  }

  /** Stops ser2net and starts the bridge; returns what failed, or an empty text. */
  private String change(List<ServedPort> ports, Map<ServedPort, Evidence> before)
      throws InterruptedException {
    if (SystemdUnits.enabled(SystemdUnits.SER2NET).filter(is -> !is.equals("masked")).isPresent()) {
      for (String verb : List.of("stop", "disable")) {
        Commands.Result result = Commands.run("systemctl", "--quiet", verb, SystemdUnits.SER2NET);
        if (!result.isGood()) {
          return "ser2net does not " + verb + ": " + result.output();
        }
      }
    }
    // One that had to be killed counts as failed: it was stopped as asked.
    Commands.run("systemctl", "--quiet", "reset-failed", SystemdUnits.SER2NET);
    for (String verb : List.of("enable", "restart")) {
      Commands.Result result = Commands.run("systemctl", "--quiet", verb, SystemdUnits.BRIDGE);
      if (!result.isGood()) {
        return "evse-bridge does not " + verb + ": " + result.output();
      }
    }
    long bridge = SystemdUnits.mainProcess(SystemdUnits.BRIDGE);
    Map<ServedPort, Evidence> after = watch(ports, bridge, before);
    for (ServedPort port : ports) {
      if (!SocketTable.isListening(bridge, port.address().getPort())) {
        return port.name() + ": the bridge does not get the port " + port.address().getPort();
      }
      if (!after.get(port).covers(before.get(port))) {
        return port.name()
            + (after.get(port).opens() || !before.get(port).opens()
                ? ": gave bytes before and gives none now"
                : ": its device does not open");
      }
    }
    return "";
  }
}
