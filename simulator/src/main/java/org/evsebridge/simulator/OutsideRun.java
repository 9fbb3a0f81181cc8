package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.evsebridge.bridge.process.Signals;
import org.evsebridge.simulator.config.BridgeSettings;
import org.evsebridge.simulator.report.Report;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.scenario.Job;
import org.evsebridge.simulator.scenario.OutsideProgram;
import org.evsebridge.simulator.scenario.Recorder;
import org.evsebridge.simulator.scenario.Run;
import org.evsebridge.simulator.time.Ticking;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A run in real time, with the ports and the bridge, and somebody outside who acts on them. */
final class OutsideRun {
  private static final long LOOK_MILLIS = 100;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Where the virtual serial ports appear.")
  private Path dir = Path.of(System.getProperty("java.io.tmpdir"), "evse-test");

  @Mixin private PortOptions ports;

  private static final int HUNG_UP = 129;
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;

  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean isRunning;

  /**
   * Who watches runs.
   *
   * @param begun gets each before its first step
   * @param err gets what is said meanwhile, and what controllers print
   */
  record Watch(Consumer<Run> begun, PrintWriter err) {}

  @Option(
      names = "--evcc",
      paramLabel = "PROGRAM",
      description =
          "The evcc that scenarios with 'controller: {evcc: …}' are run with; without it their"
              + " 'rule' stands in for it.")
  private Optional<String> evcc = Optional.empty();

  /** Whether there is an evcc to run scenarios with. */
  boolean hasEvcc() {
    return evcc.isPresent();
  }

  /** Makes the run; ends early when the program is asked to stop or the controller ends. */
  Report run(Job job, Optional<Recorder> recorder, Watch watch)
      throws RigException, IOException, InterruptedException {
    Signals.on("INT", () -> end(INTERRUPTED));
    Signals.on("TERM", () -> end(TERMINATED));
    Hangup.endsBy(() -> end(HUNG_UP));
    isRunning = true;
    try {
      return inRig(job, recorder, watch);
    } finally {
      isRunning = false;
    }
  }

  /**
   * The run while there is one; else the program, with what a shell says of one that a signal
   * ended.
   */
  private void end(int status) {
    if (isRunning) {
      stop.countDown();
    } else {
      System.exit(status);
    }
  }

  private Report inRig(Job job, Optional<Recorder> recorder, Watch watch)
      throws RigException, IOException, InterruptedException {
    OutsideProgram program = job.scenario().outside().orElseThrow();
    RigOptions options =
        new RigOptions(
            dir,
            ports.host(),
            ports.p1(),
            ports.modbus(),
            BridgeSettings.of(true, job.scenario().guard()));
    AtomicReference<Ticking> ticked = new AtomicReference<>();
    try (Rig rig =
        Rig.start(
            options,
            job.scenario().station(),
            station -> {
              ticked.set(station);
              return step -> ticked.get().tick(step);
            })) {
      rig.serveControl(ports.host(), 0, Optional.empty());
      say(rig.addresses().orElseThrow(), watch.err);
      return program.evcc().isPresent()
          ? withEvcc(job, program, rig, ticked, recorder, watch)
          : withCommand(job, program, rig, ticked, recorder, watch);
    }
  }

  private static void say(Rig.Addresses addresses, PrintWriter err) {
    err.printf(
        "in real time: smart meter %s, charging modules %s%n",
        text(addresses.p1()), text(addresses.modbus()));
    err.flush();
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private Report withCommand(
      Job job,
      OutsideProgram program,
      Rig rig,
      AtomicReference<Ticking> ticked,
      Optional<Recorder> recorder,
      Watch watch)
      throws IOException, InterruptedException {
    Run run = new Run(job, rig.station(), recorder);
    run.ports(rig.wires(), rig.driver());
    rig.onGuardChange(run::guardChanged);
    try (HttpCalls http = new HttpCalls(text -> filled(text, ports(rig)), run::note);
        OutsideController controller =
            OutsideController.of(program.command(), rig.addresses().orElseThrow(), watch.err)) {
      run.connect(new OutsidePrograms(Optional.empty(), http));
      http.askAll();
      watch.begun.accept(run);
      ticked.set(run);
      Optional<Silence> silence =
          program.isElsewhere() ? Optional.empty() : Optional.of(silence(program, rig));
      return attend(run, http, controller, silence);
    }
  }

  /** The run begins when evcc has read meter and chargers; until then time passes unseen. */
  private Report withEvcc(
      Job job,
      OutsideProgram program,
      Rig rig,
      AtomicReference<Ticking> ticked,
      Optional<Recorder> recorder,
      Watch watch)
      throws IOException, InterruptedException {
    int port = freePort();
    Map<String, Integer> ports = new LinkedHashMap<>(ports(rig));
    ports.put("{evcc-port}", port);
    AtomicReference<Run> run = new AtomicReference<>();
    Consumer<String> note =
        text -> Optional.ofNullable(run.get()).ifPresent(known -> known.note(text));
    Silence silence = silence(program, rig);
    try (EvccFolder folder = EvccFolder.make();
        EvccApi api = new EvccApi(port, note);
        HttpCalls http = new HttpCalls(text -> filled(text, ports), note);
        OutsideController controller =
            OutsideController.of(
                EvccCopy.write(
                    evcc.orElseThrow(), program.evcc().orElseThrow(), folder.path(), ports),
                rig.addresses().orElseThrow(),
                new LineWriter(api::printed))) {
      controller.keep(true);
      Optional<String> why = Optional.empty();
      while (!api.isReady() && why.isEmpty()) {
        why = whatEndsIt(controller, () -> silence.tooLong(true));
      }
      Run begun = new Run(job, rig.station(), recorder);
      begun.ports(rig.wires(), rig.driver());
      rig.onGuardChange(begun::guardChanged);
      api.forgetComplaints(); // those of a start that could not read anything yet
      begun.connect(new OutsidePrograms(Optional.of(api), http));
      http.askAll();
      run.set(begun);
      if (why.isPresent()) {
        return begun.cutShort(why.get() + ", before it was ready");
      }
      watch.begun.accept(begun);
      ticked.set(begun);
      return attend(begun, http, controller, Optional.of(silence));
    }
  }

  private static Silence silence(OutsideProgram program, Rig rig) {
    return new Silence(program.silence(), rig::clientsRequests, System::nanoTime);
  }

  private static String filled(String text, Map<String, Integer> ports) {
    String filled = text;
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      filled = filled.replace(port.getKey(), port.getValue().toString());
    }
    return filled;
  }

  private static Map<String, Integer> ports(Rig rig) {
    Rig.Addresses addresses = rig.addresses().orElseThrow();
    return Map.of(
        "{p1-port}", addresses.p1().getPort(),
        "{modbus-port}", addresses.modbus().getPort(),
        "{http-port}", rig.control().orElseThrow().address().getPort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /**
   * @param silence that of a controller which is ours to start; of another's nobody knows when it
   *     comes
   */
  private Report attend(
      Run run, HttpCalls http, OutsideController controller, Optional<Silence> silence)
      throws IOException, InterruptedException {
    while (!run.isOver()) {
      controller.keep(run.isControllerAlive());
      Optional<String> why =
          whatEndsIt(
              controller,
              () ->
                  run.fault()
                      .or(() -> silence.flatMap(one -> one.tooLong(run.isControllerAlive()))));
      if (!run.isOver() && why.isPresent()) {
        return run.cutShort(why.get());
      }
    }
    http.settle();
    return run.fault()
        .or(() -> silence.flatMap(Silence::unbroken))
        .map(run::cutShort)
        .orElseGet(run::report);
  }

  /** Waits a little; returns why the run cannot go on, if it cannot. */
  private Optional<String> whatEndsIt(
      OutsideController controller, Supplier<Optional<String>> silentForTooLong)
      throws InterruptedException {
    return stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)
        ? Optional.of("interrupted")
        : controller
            .endedByItself()
            .map(status -> "the controller ended by itself with status " + status)
            .or(silentForTooLong);
  }
}
