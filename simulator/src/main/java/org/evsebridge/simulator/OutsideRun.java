package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.scenario.Job;
import org.evsebridge.simulator.scenario.OutsideProgram;
import org.evsebridge.simulator.scenario.Recorder;
import org.evsebridge.simulator.scenario.Run;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A run in real time, with the ports and the bridge, and somebody outside who acts on them. */
final class OutsideRun {
  private static final long LOOK_MILLIS = 100;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the virtual serial ports appear.")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"), "evse-test");

  @Mixin private PortOptions ports;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private final CountDownLatch stop = new CountDownLatch(1);

  /** Makes the run; ends early when the program is asked to stop or the controller ends. */
  Report run(Job job, Optional<Recorder> recorder)
      throws RigException, IOException, InterruptedException {
    Signals.on("INT", stop::countDown);
    Signals.on("TERM", stop::countDown);
    Hangup.endsBy(stop::countDown);
    OutsideProgram program = job.scenario().outside().orElseThrow();
    RigOptions options =
        new RigOptions(
            dir,
            ports.host(),
            ports.p1(),
            ports.modbus(),
            true,
            job.scenario().guard(),
            Optional.empty());
    Run[] run = new Run[1];
    try (Rig rig =
        Rig.start(
            options,
            job.scenario().station(),
            station -> run[0] = new Run(job, station, recorder))) {
      Rig.Addresses addresses = rig.addresses().orElseThrow();
      PrintWriter err = spec.commandLine().getErr();
      err.printf(
          "in real time: smart meter %s, charging modules %s%n",
          addresses.p1(), addresses.modbus());
      err.flush();
      try (OutsideController controller = OutsideController.of(program.command(), addresses, err)) {
        boolean ours = !program.command().isEmpty();
        Silence silence = new Silence(program.silence(), rig::transactions, System::nanoTime);
        return attend(
            run[0],
            controller,
            () -> ours ? silence.tooLong(run[0].isControllerAlive()) : Optional.empty());
      }
    }
  }

  private Report attend(
      Run run, OutsideController controller, Supplier<Optional<String>> silentForTooLong)
      throws IOException, InterruptedException {
    while (!run.isOver()) {
      controller.keep(run.isControllerAlive());
      Optional<String> why =
          stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)
              ? Optional.of("interrupted")
              : controller
                  .endedByItself()
                  .map(status -> "the controller ended by itself with status " + status)
                  .or(silentForTooLong);
      if (!run.isOver() && why.isPresent()) {
        return run.cutShort(why.get());
      }
    }
    return run.report();
  }
}
