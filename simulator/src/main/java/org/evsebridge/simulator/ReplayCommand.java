package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.registers.RequestText;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.simulator.charger.ChargerSettings;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.recording.RecordedExchange;
import org.evsebridge.simulator.recording.Recording;
import org.evsebridge.simulator.replay.ExchangeVerdict;
import org.evsebridge.simulator.replay.ReplayComparison;
import org.evsebridge.simulator.station.StationSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code evse-simulator replay}: compares a recorded module with the model, or serves it. */
@Command(
    name = "replay",
    description = {
      "Reads Modbus frames that somebody wrote down - lines of evcc --log trace, of evse-bridge"
          + " --debug, or a hex dump - and says what the model would have answered otherwise.",
      "Ends with 0 when nothing differs, 1 when something does, 2 when a file is wrong."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReplayCommand implements Callable<Integer> {
  /** How many of the lines that could not be read are named. */
  private static final int MOST_NAMED = 10;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "A rig.yaml whose first charger is held against the recording.")
  private Path rigFile;

  @Option(
      names = "--unit",
      paramLabel = "ADDRESS",
      description = "Whose answers to take (default: of the unit that was asked most).")
  private Integer unit;

  @Option(
      names = "--serve",
      description =
          "Do not compare: run the station with a module that answers as the recording does where"
              + " it says anything, and as the model elsewhere.")
  private boolean serve;

  @Mixin private RigRun run;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      RigFile rig = rigFile == null ? RigFile.DEFAULT : RigFile.read(rigFile);
      Recording recording = Recording.read(file);
      int wanted = unit == null ? recording.units().get(0) : unit;
      if (!recording.units().contains(wanted)) {
        err.printf(
            "evse-simulator replay: %s has nothing of unit %d, only of %s%n",
            file, wanted, recording.units());
        return ExitStatus.USAGE;
      }
      return serve ? serve(rig, recording, wanted) : compare(rig.station(), recording, wanted);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    } catch (IOException e) {
      err.println("evse-simulator replay: " + e.getMessage());
      return ExitStatus.USAGE;
    }
  }

  private int serve(RigFile rig, Recording recording, int wanted) throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    for (String signal : new String[] {"INT", "TERM"}) {
      Signals.on(signal, stop::countDown);
    }
    Hangup.endsBy(stop::countDown);
    List<ChargerSettings> chargers = new ArrayList<>(rig.station().chargers());
    chargers.set(0, chargers.get(0).withUnit(wanted).replaying(recording));
    return run.until(stop, new RigFile(rig.station().with(chargers), rig.bridge(), rig.http()));
  }

  private int compare(StationSettings station, Recording recording, int wanted)
      throws ConfigException {
    List<ExchangeVerdict> verdicts = ReplayComparison.of(station, recording, wanted);
    PrintWriter out = spec.commandLine().getOut();
    head(out, recording, verdicts, wanted);
    verdicts.stream().filter(verdict -> !verdict.isAlike()).forEach(verdict -> print(out, verdict));
    long different = verdicts.stream().filter(verdict -> !verdict.isAlike()).count();
    long near = verdicts.stream().filter(v -> v.isAlike() && v.near() > 0).count();
    out.printf(
        "%d alike (%d of them within the scatter of measurements), %d different%n",
        verdicts.size() - different, near, different);
    out.flush();
    return different == 0 ? ExitStatus.STOPPED : ExitStatus.FAILED;
  }

  private void head(
      PrintWriter out, Recording recording, List<ExchangeVerdict> verdicts, int wanted) {
    Duration length = verdicts.get(verdicts.size() - 1).exchange().at();
    out.printf(
        "%s: %d requests to unit %d within %s%n",
        file, verdicts.size(), wanted, Durations.format(length));
    int others = recording.exchanges().size() - verdicts.size();
    if (others > 0) {
      out.printf("left out: %d to other units, which --unit chooses%n", others);
    }
    recording.unread().stream()
        .limit(MOST_NAMED)
        .forEach(unread -> out.printf("line %d left out: %s%n", unread.line(), unread.why()));
    if (recording.unread().size() > MOST_NAMED) {
      out.printf("and %d more lines%n", recording.unread().size() - MOST_NAMED);
    }
  }

  private static void print(PrintWriter out, ExchangeVerdict verdict) {
    RecordedExchange exchange = verdict.exchange();
    out.printf(
        "line %d, after %s: %s%n",
        exchange.line(),
        Durations.format(exchange.at()),
        RequestText.ofRequest(exchange.request().pdu()));
    for (ExchangeVerdict.Difference difference : verdict.differences()) {
      out.printf(
          "  %s: recorded %s, model %s%n",
          difference.what(), difference.recorded(), difference.model());
    }
  }
}
