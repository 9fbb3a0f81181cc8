package org.evsebridge.bridge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.config.BridgeConfig;
import org.evsebridge.bridge.config.BridgeReader;
import org.evsebridge.bridge.config.ConfigException;
import org.evsebridge.bridge.config.Problems;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.bridge.process.Programs;
import org.evsebridge.bridge.process.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of evse-bridge. */
@Command(
    name = "evse-bridge",
    description = "Serves serial ports to the network as ser2net does, and is a Modbus gateway.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      required = true,
      description = "A ser2net.yaml or a bridge.yaml; may be given several times.")
  private List<Path> files;

  @Option(names = "--debug", description = "Tell more, with stack traces.")
  private boolean debug;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    Programs.run(new Main(), arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (debug) {
      LogSetup.level(true);
    }
    PrintWriter err = spec.commandLine().getErr();
    Problems leftOut = new Problems();
    BridgeConfig config;
    try {
      config = BridgeReader.read(files, leftOut);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    }
    leftOut.all().forEach(problem -> err.println(problem + " (left out)"));
    if (config.isEmpty()) {
      err.println("evse-bridge: nothing is left to run");
      return ExitStatus.USAGE;
    }
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    try (Bridge bridge = Bridge.start(config)) {
      stop.await();
    }
    return ExitStatus.STOPPED;
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Programs.version(Main.class)};
    }
  }
}
