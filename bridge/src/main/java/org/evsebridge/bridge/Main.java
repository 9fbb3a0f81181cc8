package org.evsebridge.bridge;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.bridge.process.Programs;
import org.evsebridge.bridge.process.ServiceManager;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.process.Watchdog;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of evse-bridge; where ser2net has an option, it means the same here. */
@Command(
    name = "evse-bridge",
    description = "Serves serial ports to the network as ser2net does, and is a Modbus gateway.",
    versionProvider = Main.Version.class,
    subcommands = {
      Check.class,
      DiscoverCommand.class,
      SchemaCommand.class,
      TakeoverCommand.class,
      GivebackCommand.class
    })
public final class Main implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final String UNCHANGED =
      "the configuration is faulty; the bridge goes on with the old one";

  /** How often the event loops beat within the silence that the service manager allows. */
  private static final int BEATS = 4;

  private static final String NOTHING_YET =
      "nothing to serve yet: write into {} what this machine has (evse-bridge discover --write does"
          + " it), then systemctl reload evse-bridge";

  @Mixin private ConfigFiles files;

  @Option(names = "--debug", description = "Tell more, with stack traces.")
  private boolean debug;

  @Option(
      names = {"-n", "-d"},
      description = "Stay in the foreground; this program always does.")
  private boolean foreground;

  @Option(names = "-u", description = "Do not lock devices with UUCP lock files.")
  private boolean withoutLocks;

  @Option(names = "-P", paramLabel = "FILE", description = "Write the process's number there.")
  private Path pidFile;

  @Option(
      names = "--idle",
      description = "With nothing to serve, wait for SIGHUP instead of ending; for a service.")
  private boolean idle;

  @Option(names = "-b", hidden = true, description = "As in ser2net without effect.")
  private boolean cisco;

  @Option(names = "-t", hidden = true, paramLabel = "THREADS", description = "Without effect.")
  private int threads;

  @Option(names = "-s", hidden = true, description = "As in ser2net without effect.")
  private String signature; // the option signature has a default of its own

  @Option(names = "-l", hidden = true, description = "Without effect.")
  private boolean[] logLevel = {};

  @Option(names = "-p", hidden = true, description = "Refused: an admin port.")
  private String adminPort;

  @Option(
      names = {"-v", "-V", "--version"},
      versionHelp = true,
      description = "Print the version and end.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this and end.")
  private boolean help;

  @Spec private CommandSpec spec;

  private final ServiceManager manager = ServiceManager.fromEnvironment();

  /** What the bridge serves; from its start on belongs to the thread of the signals. */
  private volatile BridgeConfig running;

  public static void main(String[] arguments) {
    LogSetup.start();
    Programs.run(new Main(), arguments);
  }

  ConfigFiles files() {
    return files;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (debug) {
      LogSetup.level(true);
    }
    if (adminPort != null) {
      throw new ParameterException(
          spec.commandLine(),
          "-p: there is no admin port here; leave it out, the signal SIGUSR1 shows what goes on");
    }
    PrintWriter err = spec.commandLine().getErr();
    Problems leftOut = new Problems();
    BridgeConfig config;
    try {
      config = files.read(leftOut);
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return ExitStatus.USAGE;
    }
    leftOut.all().forEach(problem -> err.println(problem + " (left out)"));
    config.notices().forEach(err::println);
    if (config.isEmpty() && !idle) {
      err.println("evse-bridge: " + ConfigFiles.NOTHING);
      return ExitStatus.USAGE;
    }
    if (!foreground && !idle) {
      LOG.info("staying in the foreground, with -n or without; let systemd start the program");
    }
    return run(config);
  }

  private int run(BridgeConfig config) throws InterruptedException {
    running = config;
    SerialDevice.loadLibrary();
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    if (!writePidFile()) {
      return ExitStatus.FAILED;
    }
    try (Bridge bridge = Bridge.start(config, !withoutLocks)) {
      Description.of(config).forEach(LOG::info);
      Signals.stopIgnoring("HUP"); // which the serial library's loading has begun
      Signals.on("HUP", () -> readAgain(bridge));
      Signals.on("USR1", () -> bridge.status().forEach(LOG::info));
      manager
          .watchdog()
          .ifPresent(
              silence ->
                  bridge.beat(silence.dividedBy(BEATS), new Watchdog(manager::alive)::heart));
      manager.ready(state(config));
      stop.await();
      manager.stopping();
    } finally {
      removePidFile();
    }
    return ExitStatus.STOPPED;
  }

  /**
   * A configuration with which the program would not start changes nothing, and a connection that
   * cannot be used goes on as it is.
   */
  private void readAgain(Bridge bridge) {
    manager.reloading();
    readFilesAgain(bridge);
    manager.ready(state(running));
  }

  /** What systemctl status shows; what idles says also in the log what to do. */
  private String state(BridgeConfig config) {
    if (config.isEmpty()) {
      LOG.info(NOTHING_YET, files.named());
      return "idle: nothing to serve yet";
    }
    return "serving";
  }

  private void readFilesAgain(Bridge bridge) {
    Problems leftOut = new Problems();
    try {
      BridgeConfig read = files.read(leftOut);
      leftOut.all().forEach(problem -> LOG.warn("{} (left out)", problem));
      BridgeConfig config =
          read.keepingOf(
              running,
              name -> LOG.warn("{}: what is read now is faulty; it goes on as before", name));
      if (config.isEmpty() && !running.isEmpty()) {
        LOG.error(ConfigFiles.NOTHING);
        LOG.error(UNCHANGED);
        return;
      }
      running = config;
      config.notices().forEach(notice -> LOG.info("{}", notice));
      bridge.change(config);
      LOG.info("the configuration has been read again");
    } catch (ConfigException e) {
      e.problems().forEach(problem -> LOG.error("{}", problem));
      LOG.error(UNCHANGED);
    }
  }

  private boolean writePidFile() {
    if (pidFile == null) {
      return true;
    }
    try {
      Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
      return true;
    } catch (NoSuchFileException e) {
      LOG.error("-P: the file {} cannot be written: make its folder first", pidFile);
    } catch (AccessDeniedException e) {
      LOG.error("-P: the file {} cannot be written: this user may not write there", pidFile);
    } catch (IOException e) {
      LOG.error("-P: the file {} cannot be written: {}", pidFile, e.getMessage());
    }
    return false;
  }

  private void removePidFile() {
    try {
      if (pidFile != null) {
        Files.deleteIfExists(pidFile);
      }
    } catch (IOException e) {
      LOG.warn("-P: the file {} cannot be removed: {}", pidFile, e.getMessage());
    }
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Programs.version(Main.class)};
    }
  }
}
