package org.evsebridge.simulator;

import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.grid.Wiring;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.controller.Controller;
import org.evsebridge.simulator.controller.LoadBalancing;
import org.evsebridge.simulator.controller.PortController;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.station.LineSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evse-simulator controller}: the maker's load balancing over the ports. */
@Command(
    name = "controller",
    description = {
      "Balances the load as the maker's controller does: reads the smart meter's telegrams, writes"
          + " the charging module's limit through the gateway, once a second.",
      "A working loop where evcc is not installed; it takes DSMR 5.0 telegrams only.",
      "It overshoots for some seconds after a load has come on: a meter's telegram is of the second"
          + " before.",
      "When the station goes away it says so and dials until it is there again; --for, SIGTERM or"
          + " Ctrl-C end it. Ends with 1 when meter or module were never reached."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ControllerCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Mixin private PortOptions ports;

  @Option(
      names = "--unit",
      description = "The charging module's Modbus address (default: ${DEFAULT-VALUE}).")
  private int unit = ChargerSettings.DEFAULT.unit();

  @Option(
      names = "--fuse",
      paramLabel = "AMPERES",
      description = "What the main fuse carries on each phase (default: ${DEFAULT-VALUE}).")
  private double fuse = Connection.DEFAULT.amperes();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "End by itself after this long, such as 90s or 10m.")
  private Duration runFor;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    require("--unit", "", unit, 1, Adu.HIGHEST_UNIT);
    require("--fuse", " A", fuse, LoadBalancing.LEAST_FUSE, LoadBalancing.MOST_FUSE);
    InetSocketAddress meter = new InetSocketAddress(ports.host(), ports.p1());
    if (meter.isUnresolved()) {
      throw new ParameterException(
          spec.commandLine(), "there is no host '" + ports.host() + "': correct --host");
    }
    CountDownLatch stop = new CountDownLatch(1);
    for (String signal : new String[] {"INT", "TERM", "HUP"}) {
      Signals.on(signal, stop::countDown);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (PortController controller =
        new PortController(
            new LoadBalancing(fuse),
            List.of(
                new Controller.ControlledModule(LineSettings.BUS.name(), unit, Wiring.STRAIGHT)),
            meter,
            new InetSocketAddress(meter.getAddress(), ports.modbus()),
            line -> {
              out.println(TIME.format(LocalTime.now()) + " " + line);
              out.flush();
            })) {
      controller.start();
      if (runFor == null) {
        stop.await();
      } else {
        stop.await(runFor.toMillis(), TimeUnit.MILLISECONDS);
      }
      if (!controller.notReached().isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "evse-simulator controller: nothing was controlled: "
                    + String.join(", ", controller.notReached()));
        return ExitStatus.FAILED;
      }
    }
    return ExitStatus.STOPPED;
  }

  private void require(String option, String symbol, Number given, int least, int most) {
    if (!(given.doubleValue() >= least && given.doubleValue() <= most)) {
      throw new ParameterException(
          spec.commandLine(),
          option + " must be " + least + " to " + most + symbol + ", not " + given);
    }
  }
}
