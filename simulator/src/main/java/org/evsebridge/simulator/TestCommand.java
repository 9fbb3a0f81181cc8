package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.scenario.JunitReport;
import org.evsebridge.simulator.scenario.Recorder;
import org.evsebridge.simulator.scenario.Report;
import org.evsebridge.simulator.scenario.Run;
import org.evsebridge.simulator.scenario.Scenario;
import org.evsebridge.simulator.scenario.ScenarioReader;
import org.evsebridge.simulator.scenario.Seeds;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code evse-simulator test}: runs scenarios and says what was seen. */
@Command(
    name = "test",
    description = {
      "Runs scenarios and prints one line a check with what was seen.",
      "Ends with 0 when all checks passed, 1 when one did not, 2 when a file is wrong.",
      "The folder and the ports are used where a scenario has an external controller."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TestCommand implements Callable<Integer> {
  private static final long LOOK_MILLIS = 100;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenarios, YAML.")
  private List<Path> files;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit XML report.")
  private Path junit;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write the run down as CSV, a row each simulated second; one scenario only.")
  private Path record;

  @Option(
      names = "--seeds",
      paramLabel = "A-B",
      converter = SeedsConverter.class,
      description = "Run each scenario without a controller outside with each of these seeds.")
  private Seeds seeds;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the virtual serial ports appear.")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"), "evse-test");

  @Mixin private PortOptions ports;

  @Spec private CommandSpec spec;

  /** Reads {@code --seeds}. */
  static final class SeedsConverter implements ITypeConverter<Seeds> {
    @Override
    public Seeds convert(String text) {
      return Seeds.parse(text)
          .orElseThrow(() -> new TypeConversionException("must be " + Seeds.WORDS));
    }
  }

  private final CountDownLatch stop = new CountDownLatch(1);

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (record != null && files.size() > 1) {
      err.println("evse-simulator test: --record takes one scenario, not " + files.size());
      return ExitStatus.USAGE;
    }
    for (Path written : Stream.of(junit, record).filter(Objects::nonNull).toList()) {
      Path folder = written.toAbsolutePath().getParent();
      if (Files.isDirectory(written) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
        String why =
            Files.isDirectory(written) ? " is a folder" : ": there is no folder to write into";
        err.println("evse-simulator test: cannot write " + written + why);
        return ExitStatus.USAGE;
      }
    }
    List<Scenario> scenarios = read(err);
    if (scenarios.size() < files.size()) {
      return ExitStatus.USAGE;
    }
    try {
      return run(scenarios);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    } catch (RigException | IOException e) {
      err.println("evse-simulator test: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private List<Scenario> read(PrintWriter err) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files) {
      try {
        Scenario scenario = ScenarioReader.read(file);
        boolean others = seeds != null && !scenario.isExternal();
        scenarios.add(others ? scenario.with(seeds) : scenario);
      } catch (ConfigException e) {
        e.problems().forEach(err::println);
      }
    }
    return scenarios;
  }

  private int run(List<Scenario> scenarios)
      throws ConfigException, RigException, IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<Report> reports = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      Report report = run(scenario);
      reports.add(report);
      out.print(report.text());
      out.flush();
    }
    if (junit != null) {
      JunitReport.write(junit, reports);
    }
    return reports.stream().allMatch(Report::passed) ? ExitStatus.STOPPED : ExitStatus.FAILED;
  }

  private Report run(Scenario scenario)
      throws ConfigException, RigException, IOException, InterruptedException {
    if (record == null) {
      return run(scenario, Optional.empty());
    }
    try (Recorder recorder = Recorder.to(record)) {
      return run(scenario, Optional.of(recorder));
    }
  }

  private Report run(Scenario scenario, Optional<Recorder> recorder)
      throws ConfigException, RigException, IOException, InterruptedException {
    return scenario.isExternal()
        ? overThePorts(scenario, recorder)
        : Run.stepped(scenario, recorder);
  }

  /** In real time, with the ports and the bridge, and somebody outside who acts on them. */
  private Report overThePorts(Scenario scenario, Optional<Recorder> recorder)
      throws RigException, IOException, InterruptedException {
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    Hangup.endsBy(stop::countDown);
    RigOptions options = new RigOptions(dir, ports.host(), ports.p1(), ports.modbus(), true);
    Run[] run = new Run[1];
    try (Rig rig =
        Rig.start(
            options,
            scenario.station(),
            station -> run[0] = new Run(scenario, station, recorder))) {
      Rig.Addresses addresses = rig.addresses().orElseThrow();
      spec.commandLine()
          .getErr()
          .printf(
              "in real time: smart meter %s, charging modules %s%n",
              addresses.p1(), addresses.modbus());
      spec.commandLine().getErr().flush();
      PrintWriter err = spec.commandLine().getErr();
      try (OutsideController controller =
          OutsideController.of(scenario.command(), addresses, err)) {
        return attend(run[0], controller);
      }
    }
  }

  private Report attend(Run run, OutsideController controller)
      throws IOException, InterruptedException {
    while (!run.isOver()) {
      controller.keep(run.isControllerAlive());
      boolean stopped = stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      Optional<Integer> ended = controller.endedByItself();
      if (!run.isOver() && ended.isPresent()) {
        return run.cutShort("the controller ended by itself with status " + ended.get());
      }
      if (!run.isOver() && stopped) {
        return run.cutShort("interrupted");
      }
    }
    return run.report();
  }
}
