package org.evsebridge.bridge;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.evsebridge.bridge.process.ExitStatus;
import org.evsebridge.bridge.process.PidFile;
import org.evsebridge.bridge.process.ServiceManager;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.bridge.process.Watchdog;
import org.evsebridge.bridge.serial.SerialDevice;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.Problems;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge as a program that runs until a signal ends it, and reads its files again on SIGHUP.
 */
final class Service {
  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private static final String UNCHANGED =
      "the configuration is faulty; the bridge goes on with the old one";

  /** How often the event loops beat within the silence that the service manager allows. */
  private static final int BEATS = 4;

  private static final String NOTHING_YET =
      "nothing to serve yet: write into {} what this machine has (evse-bridge discover --write does"
          + " it), then systemctl reload evse-bridge";

  private final ServiceManager manager = ServiceManager.fromEnvironment();
  private final ConfigFiles files;

  /** What the bridge serves; from its start on belongs to the thread of the signals. */
  private volatile BridgeConfig running;

  /**
   * @param files what is read again
   * @param config what was read of them
   */
  Service(ConfigFiles files, BridgeConfig config) {
    this.files = files;
    this.running = config;
  }

  /** Warns a user who expects it to go into the background, as ser2net does. */
  void staysInTheForeground() {
    LOG.info("staying in the foreground, with -n or without; let systemd start the program");
  }

  /**
   * Serves until SIGINT or SIGTERM.
   *
   * @return an exit status
   */
  int run(boolean withLocks, Optional<Path> pidFile) throws InterruptedException {
    SerialDevice.loadLibrary();
    CountDownLatch stop = new CountDownLatch(1);
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    Optional<PidFile> written = pidFile.map(PidFile::new);
    if (written.isPresent() && !written.get().write()) {
      return ExitStatus.FAILED;
    }
    BridgeConfig config = running;
    try (Bridge bridge = Bridge.start(config, withLocks)) {
      ConfigDescription.of(config).forEach(LOG::info);
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
      written.ifPresent(PidFile::remove);
    }
    return ExitStatus.STOPPED;
  }

  /**
   * A configuration with which the program would not start changes nothing; a connection that has
   * become faulty keeps running as it was.
   */
  private void readAgain(Bridge bridge) {
    manager.reloading();
    readFilesAgain(bridge);
    manager.ready(state(running));
  }

  /** What systemctl status shows. With nothing to serve, the log also says what to do. */
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
        LOG.error(ConfigFiles.nothing(config));
        LOG.error(UNCHANGED);
        return;
      }
      Set<Path> emptied = read.emptiedSince(running);
      if (!emptied.isEmpty()) {
        emptied.forEach(file -> LOG.error("{} holds no configuration any more", file));
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
}
