package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.report.ResultFile;
import org.evsebridge.simulator.report.ScenarioReport;
import org.evsebridge.simulator.report.Seeds;
import org.evsebridge.simulator.report.Shard;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.scenario.Job;
import org.evsebridge.simulator.scenario.Progress;
import org.evsebridge.simulator.scenario.Recorder;
import org.evsebridge.simulator.scenario.Scenario;
import org.evsebridge.simulator.scenario.ScenarioReader;
import org.evsebridge.simulator.scenario.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Scenarios, YAML.")
  private List<Path> files;

  @Mixin private ResultOptions results;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write what 'evse-simulator report' joins with what other machines wrote.")
  private Path json;

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write the run down as CSV; one run only.")
  private Path record;

  @Option(
      names = "--record-every",
      paramLabel = "DURATION",
      description =
          "From one row of the CSV to the next, in simulated time: whole seconds such as 10s or 5m"
              + " (default: 1s).")
  private Duration recordEvery;

  @Option(
      names = "--seeds",
      paramLabel = "SEEDS",
      converter = Parsed.OfSeeds.class,
      description =
          "Run each scenario once with each of these: "
              + Seeds.WORDS
              + ". One with a controller outside keeps real time and runs once, whatever they are.")
  private Seeds seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "So many runs at a time (default: one for each core, ${DEFAULT-VALUE}).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      converter = Parsed.OfShard.class,
      description =
          "Run the I-th of N parts that take as long, for N machines; all are given the same files"
              + " and seeds.")
  private Shard shard = Shard.WHOLE;

  @Mixin private OutsideRun outside;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (jobs < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs must be at least 1, not " + jobs);
    }
    Optional<String> problem = results.problem(files, json, record).or(this::problemOfRecord);
    if (problem.isPresent()) {
      err.println("evse-simulator test: " + problem.get());
      return ExitStatus.USAGE;
    }
    try {
      results.forget(json, record);
    } catch (IOException e) {
      err.println("evse-simulator test: " + e.getMessage() + " cannot be replaced");
      return ExitStatus.FAILED;
    }
    List<Scenario> scenarios = read(err);
    if (scenarios.size() < files.size()) {
      return ExitStatus.USAGE;
    }
    List<Job> runs =
        shard.of(scenarios.stream().flatMap(s -> Job.of(s).stream()).toList(), Job::expected);
    if (record != null && runs.size() != 1) {
      err.println("evse-simulator test: --record takes one run, not " + runs.size());
      return ExitStatus.USAGE;
    }
    try {
      return run(scenarios, runs);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    } catch (IOException e) {
      err.println("evse-simulator test: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  private Optional<String> problemOfRecord() {
    if (recordEvery == null) {
      return Optional.empty();
    }
    if (record == null) {
      return Optional.of("--record-every needs --record FILE");
    }
    return Recorder.isInterval(recordEvery)
        ? Optional.empty()
        : Optional.of(
            "--record-every must be whole seconds, at least 1s, not "
                + Durations.format(recordEvery));
  }

  private List<Scenario> read(PrintWriter err) {
    List<Scenario> scenarios = new ArrayList<>();
    for (Path file : files) {
      if (files.indexOf(file) != files.lastIndexOf(file)) {
        err.println("evse-simulator test: " + file + " is given twice");
        return List.of();
      }
      try {
        Scenario read = ScenarioReader.read(file);
        Scenario scenario = read.isForEvcc() && !outside.hasEvcc() ? read.withoutEvcc() : read;
        if (scenario.expectations().isEmpty()) {
          err.println(
              "evse-simulator test: "
                  + file
                  + " expects nothing but what only evcc can be asked: give its program with"
                  + " --evcc");
          return List.of();
        }
        scenarios.add(seeds == null ? scenario : withSeeds(scenario, err));
      } catch (ConfigException e) {
        e.problems().forEach(err::println);
      }
    }
    return scenarios;
  }

  private Scenario withSeeds(Scenario scenario, PrintWriter err) {
    if (!scenario.isExternal()) {
      return scenario.with(seeds);
    }
    err.println(
        "evse-simulator test: "
            + scenario.file()
            + " runs once, without --seeds: its controller is a program outside, in real time");
    return scenario;
  }

  private int run(List<Scenario> scenarios, List<Job> runs)
      throws ConfigException, IOException, InterruptedException {
    List<ScenarioReport> told = told(runs);
    results.write(told);
    if (json != null) {
      List<Report> reports = told.stream().flatMap(report -> report.runs().stream()).toList();
      new ResultFile(shard, scenarios.stream().map(Scenario::asked).toList(), reports).write(json);
    }
    return told.stream().allMatch(ScenarioReport::passed) ? ExitStatus.STOPPED : ExitStatus.FAILED;
  }

  private List<ScenarioReport> told(List<Job> runs)
      throws ConfigException, IOException, InterruptedException {
    Progress progress = new Progress(runs, System::nanoTime);
    try (ShownProgress shown = new ShownProgress(progress)) {
      RunsTold telling = new RunsTold(shown.above(spec.commandLine().getOut()), runs);
      OutsideRun.Watch watch =
          new OutsideRun.Watch(progress, shown.above(spec.commandLine().getErr()));
      if (record == null) {
        make(runs, telling, watch);
      } else {
        Duration every = recordEvery == null ? Duration.ofSeconds(1) : recordEvery;
        try (Recorder recorder = Recorder.to(record, every)) {
          telling.accept(make(runs.get(0), Optional.of(recorder), watch));
        }
      }
      return telling.told();
    }
  }

  /** Several at a time; those that keep real time one by one, with the machine to themselves. */
  private void make(List<Job> runs, RunsTold telling, OutsideRun.Watch watch)
      throws ConfigException, InterruptedException {
    Workers workers = new Workers(jobs, watch.begun());
    List<Job> stepped = new ArrayList<>();
    for (Job job : runs) {
      if (job.scenario().isExternal()) {
        workers.run(stepped, telling);
        stepped.clear();
        telling.accept(make(job, Optional.empty(), watch));
      } else {
        stepped.add(job);
      }
    }
    workers.run(stepped, telling);
  }

  private Report make(Job job, Optional<Recorder> recorder, OutsideRun.Watch watch)
      throws ConfigException, InterruptedException {
    if (!job.scenario().isExternal()) {
      return job.stepped(recorder, watch.begun());
    }
    try {
      return outside.run(job, recorder, watch);
    } catch (RigException | IOException e) { // what other runs have shown is not lost by it
      watch.err().println("evse-simulator test: " + e.getMessage());
      watch.err().flush();
      return job.cannotRun(e.getMessage());
    }
  }
}
