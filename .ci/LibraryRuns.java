import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.evsebridge.simulator.junit.StationBuilder;
import org.evsebridge.simulator.junit.TestStation;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a project's tests in this JVM and says how long they took and what they left.
 *
 * <p>{@code times CLASS#METHOD(PARAMETERS) CLASS}: when the one test was over, counted from the start of the
 * JVM, and how long each of the class took after it; then how long a reset takes. {@code runs CLASS
 * TIMES JOBS}: the class so many times, so many at once.
 */
class LibraryRuns {
  private static final int RESETS = 21;

  private record Ran(String test, long millis, TestExecutionResult result) {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "times" -> times(args[1], args[2]);
      case "runs" -> runs(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(0); // whatever is left is told by then
  }

  private static List<Ran> run(DiscoverySelector what) {
    List<Ran> ran = Collections.synchronizedList(new ArrayList<>());
    Launcher launcher = LauncherFactory.create();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(what).build(),
        new TestExecutionListener() {
          private long began;

          @Override
          public void executionStarted(TestIdentifier test) {
            began = System.nanoTime();
          }

          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
              long millis = (System.nanoTime() - began) / 1_000_000;
              ran.add(new Ran(test.getDisplayName(), millis, result));
            }
          }
        });
    return ran;
  }

  private static void times(String first, String all) throws Exception {
    Ran one = run(selectMethod(first)).get(0);
    long over = System.currentTimeMillis();
    long sinceStart = over - ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.printf("first %d ms after the start of the JVM: %s%n", sinceStart, told(one));
    for (Ran next : run(selectClass(all))) {
      System.out.printf("further %d ms: %s%n", next.millis, told(next));
    }
    try (TestStation stepped = TestStation.stepped()) {
      System.out.printf("reset stepped %d ms%n", reset(stepped));
    }
    Path dir = Files.createTempDirectory("evse-rig-");
    try (TestStation ported = TestStation.withPorts(StationBuilder.station(), dir)) {
      System.out.printf("reset with ports %d ms%n", reset(ported));
    }
  }

  /** The median of some, each after some time has passed. */
  private static long reset(TestStation station) {
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < RESETS; i++) {
      station.clock().step(Duration.ofMinutes(1));
      long began = System.nanoTime();
      station.reset();
      micros.add((System.nanoTime() - began) / 1_000);
    }
    Collections.sort(micros);
    return (micros.get(RESETS / 2) + 999) / 1_000;
  }

  private static String told(Ran ran) {
    return ran.test
        + " "
        + ran.result.getStatus()
        + ran.result.getThrowable().map(failure -> " " + failure).orElse("");
  }

  private static void runs(String tests, int times, int jobs) throws Exception {
    run(selectClass(tests)); // what libraries do once is done now
    TimeUnit.SECONDS.sleep(3); // Netty's own threads end a second after their last work
    Set<String> threads = threads();
    int files = files();
    AtomicInteger failed = new AtomicInteger();
    AtomicInteger passed = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(jobs);
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      pool.execute(
          () -> {
            for (Ran ran : run(selectClass(tests))) {
              boolean fine = ran.result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
              (fine ? passed : failed).incrementAndGet();
              if (!fine) {
                System.out.println(told(ran));
              }
            }
          });
    }
    pool.shutdown();
    pool.awaitTermination(1, TimeUnit.DAYS);
    System.out.printf(
        "%d runs, %d at once, in %d s: %d passed, %d failed%n",
        times, jobs, (System.nanoTime() - began) / 1_000_000_000, passed.get(), failed.get());
    TimeUnit.SECONDS.sleep(3);
    Set<String> left = threads();
    left.removeAll(threads);
    System.out.printf("threads left: %s; open files %d before, %d after%n", left, files, files());
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName() + "#" + thread.getId())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int files() {
    String[] open = new File("/proc/self/fd").list();
    return open == null ? 0 : open.length;
  }
}
