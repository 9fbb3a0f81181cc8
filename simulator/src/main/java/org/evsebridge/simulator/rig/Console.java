package org.evsebridge.simulator.rig;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.simulator.posix.Keyboard;
import org.evsebridge.simulator.station.Charger;
import org.evsebridge.simulator.station.LineSettings;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.station.StationSettings;

/**
 * What a person sees of a running rig, and the keys by which he acts on it. Where output does not
 * go to a terminal, only the start and changes of state are printed.
 */
public final class Console {
  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS_PER_STATUS = 5;
  private static final String REWRITE_LINE = "\r\033[K";

  private final Rig rig;
  private final PrintStream out;
  private final CountDownLatch stop;
  private final boolean terminal = Keyboard.isTerminal();

  /**
   * @param stop ends the rig when it is counted down
   */
  public Console(Rig rig, PrintStream out, CountDownLatch stop) {
    this.rig = rig;
    this.out = out;
    this.stop = stop;
  }

  /**
   * Shows the rig until it is stopped.
   *
   * @param runFor how long at most; null for ever
   */
  public void run(Duration runFor) throws InterruptedException {
    long looks = runFor == null ? Long.MAX_VALUE : Math.max(1, runFor.toMillis() / LOOK_MILLIS);
    greet();
    if (terminal) {
      if (Keyboard.isErrorShown()) {
        LogSetup.overStatusLine(REWRITE_LINE);
      }
      out.println(keys());
      try (Keyboard keyboard = Keyboard.listen(this::pressed)) {
        watch(looks);
      }
      out.println();
    } else {
      watch(looks);
    }
  }

  /** What the keys do; the house may have another appliance to switch than an oven, or none. */
  private String keys() {
    String load = rig.station().ask(Console::firstLoad).map(name -> "o " + name + ", ").orElse("");
    String first = chargers().get(0).settings().name();
    return "keys: p plug/unplug the car at %s, b its button, %sq quit".formatted(first, load);
  }

  private static Optional<String> firstLoad(Station.Models models) {
    return models.house().appliances().stream().findFirst();
  }

  private void greet() {
    rig.addresses()
        .ifPresentOrElse(
            addresses -> {
              out.printf(
                  "ready p1=%s modbus=%s dir=%s%s%n",
                  Ports.text(addresses.p1()), Ports.text(addresses.modbus()), rig.dir(), http());
              out.printf("smart meter      tcp %s%n", Ports.text(addresses.p1()));
              for (LineSettings line : rig.settings().busLines()) {
                out.printf(
                    "charging module  tcp %s, %s, Modbus TCP and RTU over TCP%n",
                    Ports.text(addresses.gateways().get(line.name())), units(line));
              }
            },
            () -> out.printf("ready dir=%s%s%n", rig.dir(), http()));
    rig.addresses()
        .flatMap(Rig.Addresses::house)
        .ifPresent(address -> out.printf("bridge's page    http://%s/%n", Ports.text(address)));
    rig.control().ifPresent(this::greet);
    StationSettings settings = rig.settings();
    out.printf(
        "smart meter      %s at %s%n",
        rig.port(settings.lineOfMeter()), settings.lineOfMeter().serial());
    rig.ownPortOfMeter()
        .ifPresent(address -> out.printf("smart meter      tcp %s%n", Ports.text(address)));
    for (LineSettings line : settings.busLines()) {
      out.printf("charging module  %s at %s, %s%n", rig.port(line), line.serial(), units(line));
      rig.ownPorts(line)
          .forEach(
              (framing, address) ->
                  out.printf(
                      "charging module  tcp %s, %s, %s%n",
                      Ports.text(address),
                      units(line),
                      framing == Framing.TCP ? "Modbus TCP" : "RTU over TCP"));
    }
    rig.evccFile(chargers()).ifPresent(file -> out.printf("evcc.yaml        %s%n", file));
  }

  private String http() {
    return rig.control().map(control -> " http=" + Ports.text(control.address())).orElse("");
  }

  private void greet(Control control) {
    out.printf(
        "to look at it    http://%s/ in a browser; for programs see /openapi.yaml%s%n",
        Ports.text(control.address()), control.token().map(token -> ", token " + token).orElse(""));
  }

  /**
   * A module's address is in its EEPROM, which can be another one than rig.yaml gives a new one.
   */
  private String units(LineSettings line) {
    return chargers().stream()
        .filter(charger -> charger.settings().line().equals(line.name()))
        .map(charger -> "unit " + charger.module().address())
        .collect(Collectors.joining(", "));
  }

  private List<Charger> chargers() {
    return rig.station().ask(Station.Models::chargers);
  }

  private void watch(long looks) throws InterruptedException {
    Status before = rig.station().ask(Status::of);
    for (long look = 0; look < looks; look++) {
      if (stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
      Status now = rig.station().ask(Status::of);
      String change = now.changeSince(before);
      if (!change.isEmpty()) {
        out.println((terminal ? REWRITE_LINE : "") + change);
      }
      if (terminal && look % LOOKS_PER_STATUS == 0) {
        out.print(REWRITE_LINE + fitting(now.line()));
        out.flush();
      }
      before = now;
    }
  }

  /** Cuts a line to the terminal's width: a line that wraps could not be overwritten. */
  private static String fitting(String line) {
    int columns = Keyboard.columns();
    return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 2)) + "…";
  }

  private void togglePlug(Station.Models models) {
    Charger charger = models.chargers().get(0);
    if (charger.isPlugged()) {
      charger.unplug();
    } else {
      charger.plugIn();
    }
  }

  private void act(Consumer<Station.Models> action) {
    rig.station()
        .ask(
            models -> {
              action.accept(models);
              return null;
            });
  }

  private void pressed(int key) {
    switch (Character.toString(key).toLowerCase(Locale.ROOT)) {
      case "p" -> act(this::togglePlug);
      case "b" -> {
        act(models -> models.chargers().get(0).module().pressButton());
        out.println(REWRITE_LINE + "button pressed");
      }
      case "o" -> act(models -> firstLoad(models).ifPresent(models.house()::toggle));
      case "q" -> stop.countDown();
      default -> {
        // Any other key does nothing.
      }
    }
  }
}
