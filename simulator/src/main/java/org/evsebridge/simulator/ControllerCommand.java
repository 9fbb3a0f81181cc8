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
import org.evsebridge.bridge.process.Port;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.controller.Controller;
import org.evsebridge.simulator.controller.LoadBalancing;
import org.evsebridge.simulator.controller.PortController;
import org.evsebridge.simulator.house.Connection;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.station.LineSettings;
import picocli.CommandLine.Command;
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
      "A working loop where evcc is not installed; it takes DSMR 5.0 telegrams only."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ControllerCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Option(names = "--host", description = "Where both ports are (default: ${DEFAULT-VALUE}).")
  private String host = RigOptions.HOST;

  @Option(
      names = "--p1-port",
      paramLabel = "PORT",
      description = "The smart meter's TCP port (default: ${DEFAULT-VALUE}).")
  private Port p1Port = new Port(RigOptions.P1_PORT);

  @Option(
      names = "--modbus-port",
      paramLabel = "PORT",
      description = "The Modbus TCP port of the charging module (default: ${DEFAULT-VALUE}).")
  private Port modbusPort = new Port(RigOptions.MODBUS_PORT);

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
    InetSocketAddress meter = new InetSocketAddress(host, p1Port.number());
    if (meter.isUnresolved()) {
      throw new ParameterException(
          spec.commandLine(), "there is no host '" + host + "': correct --host");
    }
    CountDownLatch stop = new CountDownLatch(1);
    for (String signal : new String[] {"INT", "TERM", "HUP"}) {
      Signals.on(signal, stop::countDown);
    }
    PrintWriter out = spec.commandLine().getOut();
    try (PortController controller =
        new PortController(
            new LoadBalancing(fuse),
            List.of(new Controller.Target(LineSettings.BUS.name(), unit, Wiring.STRAIGHT)),
            meter,
            new InetSocketAddress(meter.getAddress(), modbusPort.number()),
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
