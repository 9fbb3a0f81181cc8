package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.bridge.discover.Discovery;
import org.evsebridge.bridge.discover.Finding;
import org.evsebridge.bridge.discover.LiveLine;
import org.evsebridge.bridge.discover.Patience;
import org.evsebridge.bridge.discover.PortVerdict;
import org.evsebridge.bridge.discover.Served;
import org.evsebridge.bridge.discover.WrittenFile;
import org.evsebridge.bridge.natives.LibC;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the smart meter and the charging module, and writes what serves them. */
@Command(
    name = "discover",
    description =
        "Find out what is on the serial ports: listen to all of them, ask for a charging module"
            + " where --ask allows it, and print the bridge.yaml and the blocks of an evcc.yaml."
            + " As root, who alone can tell whether somebody uses a port.")
final class DiscoverCommand implements Callable<Integer> {
  private static final int STDIN = 0;
  private static final int STDERR = 2;
  private static final int DEFAULT_COLUMNS = 80;
  private static final int HIGHEST_UNIT = 247;

  @Parameters(
      paramLabel = "DEV",
      arity = "0..*",
      description = "Look at these ports only; none for all of this machine.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--ask",
      paramLabel = "DEV",
      description =
          "A port that may be asked for a charging module, by reads that change nothing; may be"
              + " given several times. Nothing is asked where anything was heard.")
  private List<String> ask = new ArrayList<>();

  @Option(
      names = "--units",
      paramLabel = "UNITS",
      description = "The Modbus addresses to ask, such as 2,1 or 1-10 (default: 2,1).")
  private String units = "2,1";

  @Option(
      names = "--write",
      paramLabel = "FILE",
      description = "Write the bridge.yaml there, unless somebody has edited the file.")
  private Path write;

  @Option(
      names = "--replace",
      description = "With --write: replace an edited file too; it is kept as FILE~.")
  private boolean replace;

  @Option(
      names = "--lines-up",
      description =
          "Hold DTR and RTS up while listening, for cables whose request line hangs on them.")
  private boolean linesUp;

  @Option(
      names = "--listen",
      paramLabel = "DURATION",
      description =
          "How long a port is listened to at each speed (default: 12s, for meters that send every"
              + " ten seconds).")
  private Duration listen = Patience.DEFAULT.cycle();

  @Option(
      names = "--answer",
      paramLabel = "DURATION",
      description = "How long a charging module may take to answer (default: 300ms).")
  private Duration answer = Patience.DEFAULT.answer();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Discovery.Search request =
        new Discovery.Search(
            only, ask, units(), linesUp, new Patience(listen, Patience.DEFAULT.pause(), answer));
    Optional<WrittenFile> file = Optional.ofNullable(write).map(WrittenFile::new);
    SerialDevice.loadLibrary();
    try {
      if (file.isPresent()) {
        file.get().check(replace);
      }
      List<Finding> findings = find(request, out, err);
      Served served = Served.of(findings);
      if (served.isEmpty()) {
        err.println("evse-bridge discover: " + nothing(findings));
        return ExitStatus.FAILED;
      }
      out.println();
      if (file.isPresent()) {
        write(file.get(), findings, served, out);
      } else {
        out.println("# bridge.yaml:\n" + served.bridgeYaml());
      }
      out.println("# for evcc.yaml:\n" + served.evccYaml());
      out.flush();
      return ExitStatus.STOPPED;
    } catch (Discovery.NoSuchPort | WrittenFile.Refused e) {
      err.println("evse-bridge discover: " + e.getMessage());
      return e instanceof Discovery.NoSuchPort ? ExitStatus.USAGE : ExitStatus.FAILED;
    } catch (InterruptedException e) {
      err.println("evse-bridge discover: stopped; nothing is written");
      return ExitStatus.FAILED;
    }
  }

  private List<Finding> find(Discovery.Search request, PrintWriter out, PrintWriter err)
      throws Discovery.NoSuchPort, InterruptedException {
    Thread finder = Thread.currentThread();
    Signals.on("INT", finder::interrupt);
    Signals.on("TERM", finder::interrupt);
    boolean isTerminal = LibC.isatty(STDERR) == 1;
    Consumer<Finding> print =
        finding -> {
          out.println(finding);
          out.flush();
        };
    int columns =
        isTerminal ? LibC.window(STDERR).map(LibC.Window::columns).orElse(DEFAULT_COLUMNS) : 0;
    try (LiveLine live = new LiveLine(err, print, columns, System::nanoTime)) {
      return Discovery.onThisMachine(request, live).run(port -> confirms(port, live, err));
    }
  }

  private static boolean confirms(String port, LiveLine live, PrintWriter err) {
    if (LibC.isatty(STDIN) != 1 || LibC.isatty(STDERR) != 1) {
      return false;
    }
    live.close();
    err.print(
        port + " is silent. Ask there for a charging module, by reads that change nothing? [y/N] ");
    err.flush();
    Scanner answer = new Scanner(System.in);
    return answer.hasNextLine() && answer.nextLine().strip().toLowerCase().startsWith("y");
  }

  private static String nothing(List<Finding> findings) {
    return findings.isEmpty()
        ? "this machine has no serial port: plug the adapter in"
        : "nothing was found that can be served"
            + (findings.stream().anyMatch(DiscoverCommand::couldBeAsked)
                ? "; --ask DEV asks a silent port for a charging module"
                : "");
  }

  private static boolean couldBeAsked(Finding finding) {
    return finding.verdict() instanceof PortVerdict.Silent silent && silent.mayBeAsked();
  }

  private void write(WrittenFile file, List<Finding> findings, Served served, PrintWriter out)
      throws WrittenFile.Refused {
    for (Finding finding : findings) {
      if (finding.verdict() instanceof PortVerdict.LeftAlone left && left.byBridge()) {
        throw new WrittenFile.Refused(
            "the service has "
                + finding.port()
                + ", so that "
                + write
                + " would lack it and is not written: systemctl stop evse-bridge first");
      }
    }
    String comment =
        Stream.concat(
                Stream.of("What evse-bridge discover has found on this machine:"),
                findings.stream().map(Finding::toString))
            .map(line -> "# " + line.replaceAll("\\p{Cntrl}", " ") + "\n")
            .collect(Collectors.joining());
    Optional<Path> kept =
        file.write(comment + served.bridgeYaml(), replace, DiscoverCommand::judge);
    kept.ifPresent(path -> out.println("what stood in " + write + " is kept as " + path));
    out.println(write + " is written; systemctl reload evse-bridge has it served");
    out.println();
  }

  /** Only what the service would serve gets the file's name. */
  private static void judge(Path written) throws WrittenFile.Refused {
    Problems problems = new Problems();
    try {
      BridgeReader.read(List.of(written), problems);
      problems.throwIfAny();
    } catch (ConfigException e) {
      throw new WrittenFile.Refused(
          "what was found makes no bridge.yaml, please report it: " + e.problems().get(0));
    }
  }

  private List<Integer> units() {
    try {
      List<Integer> all =
          Stream.of(units.split(","))
              .map(part -> part.strip().split("-", 2))
              .flatMap(
                  part ->
                      IntStream.rangeClosed(
                              Integer.parseInt(part[0]), Integer.parseInt(part[part.length - 1]))
                          .boxed())
              .distinct()
              .toList();
      if (!all.isEmpty() && all.stream().allMatch(unit -> unit >= 1 && unit <= HIGHEST_UNIT)) {
        return all;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ParameterException(
        spec.commandLine(),
        "--units: '" + units + "' are no Modbus addresses from 1 to " + HIGHEST_UNIT);
  }
}
