package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the extension does to the tests of others: they run here in a JUnit of their own. */
class EvseRigExtensionTest {
  private static final Path REPORTS = Path.of("target/evse-rig");

  /** Tests as a user could have them; their names keep the build from running them itself. */
  @EvseRig
  static class WithAFailure {
    @Test
    void theOvenBlowsTheFuse(TestStation station) {
      station.act("oven on");
      station.await("fuses blown == 1", Duration.ofMinutes(1));
    }
  }

  @EvseRig
  static class WithAFailureOfAnotherKind {
    @Test
    void theTestItselfIsWrong(TestStation station) {
      station.act("unplug");
      throw new IllegalStateException("of another kind");
    }
  }

  @EvseRig(ports = true, yaml = "{chargers: [{name: station, car: {after: 0s}}]}")
  static class WithPorts {
    @Test
    void theCarCharges(TestStation station) {
      station.await("current >= 15 A", Duration.ofSeconds(30));
    }
  }

  @EvseRig(ports = true)
  static class WithPortsAtOnce {
    static final int TIMES = 8;
    private static final CyclicBarrier ALL_ARE_THERE = new CyclicBarrier(TIMES);

    @Test
    void theCarCharges(TestStation station) throws Exception {
      ALL_ARE_THERE.await(1, TimeUnit.MINUTES); // no station goes before the last has come
      station.await("current >= 15 A", Duration.ofSeconds(30));
    }
  }

  @EvseRig(ports = true)
  static class WithAFolder {
    static volatile Path folder;

    @Test
    void hasPortsInIt(TestPorts ports) {
      folder = ports.dir();
      assertThat(folder.resolve("ttyEVSE")).matches(Files::exists);
    }
  }

  @EvseRig("no-such-rig.yaml")
  static class WithoutItsFile {
    @Test
    void doesNotRun(TestStation station) {
      station.act("oven on");
    }
  }

  @EvseRig("with-a-wrong-key.yaml")
  static class WithAFaultInItsFile {
    @Test
    void doesNotRun(TestStation station) {
      station.act("oven on");
    }
  }

  @EvseRig(yaml = "{house: {conection: 3x25}}")
  static class WithAFaultInItsSettings {
    @Test
    void doesNotRun(TestStation station) {
      station.act("oven on");
    }
  }

  @EvseRig(yaml = "{chargers: [{name: station, car: {after: never}}]}")
  static class WithoutACar {
    @Test
    void nothingCharges(TestStation station) {
      station.await("current >= 6 A", Duration.ofSeconds(1));
    }
  }

  @EvseRig
  static class WithAFailureOfItsSetUp {
    @BeforeEach
    void waits(TestStation station) {
      station.await("current >= 40 A", Duration.ofSeconds(1));
    }

    @Test
    void isNotRun() {
      // its station failed before
    }
  }

  @EvseRig
  static class WithALongName {
    @ParameterizedTest
    @MethodSource("longTexts")
    void takesALongText(String text, TestStation station) {
      station.await("current >= " + text.length() + " A", Duration.ofSeconds(1));
    }

    static List<String> longTexts() {
      return List.of("x".repeat(400), "x".repeat(400) + "y");
    }
  }

  @EvseRig(ports = true, controller = "{rule: balancing}")
  static class WithPortsThatCannotBe {
    @Test
    void isNotRun(TestStation station) {
      station.act("oven on");
    }
  }

  private static List<TestExecutionResult> run(Class<?> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    List<TestExecutionResult> results = new ArrayList<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.add(result);
                }
              }
            });
    return results;
  }

  private static Throwable failure(Class<?> tests) {
    List<TestExecutionResult> results = run(tests);
    assertThat(results).hasSize(1);
    return results.get(0).getThrowable().orElseThrow();
  }

  @Test
  void aFailedTestNamesTheReportOfItsStation() throws Exception {
    Throwable failure = failure(WithAFailure.class);
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("fuses blown == 1 within 1m: never, 0 at last");
    Path report = REPORTS.resolve(WithAFailure.class.getName() + ".theOvenBlowsTheFuse.html");
    assertThat(failure).hasMessageEndingWith("\nthe station's report: " + report.toAbsolutePath());
    assertThat(Files.readString(report))
        .contains("<h1>" + WithAFailure.class.getName() + ".theOvenBlowsTheFuse failed</h1>")
        .contains("<td>fuses blown == 1 within 1m</td><td>never, 0 at last</td>")
        .contains("3x25 A with fuse gg; charger station, whose car takes 3 x 16 A</p>")
        .contains("the station at 18:01:00: state C limit 32 A ")
        .contains("18:00:00 oven on", "<polyline")
        .doesNotContain("NotSeen", "scenarios", "simulated in 0.000 s");
  }

  @Test
  void aFailedSetUpNamesTheReportOfItsStationToo() {
    Throwable failure = failure(WithAFailureOfItsSetUp.class);
    Path report = REPORTS.resolve(WithAFailureOfItsSetUp.class.getName() + ".isNotRun.html");
    assertThat(failure).hasMessageEndingWith("\nthe station's report: " + report.toAbsolutePath());
    assertThat(report).exists();
  }

  @Test
  void aTestWithALongNameHasAReportOfItsOwn() {
    List<TestExecutionResult> results = run(WithALongName.class);
    assertThat(results)
        .hasSize(2)
        .extracting(result -> result.getThrowable().orElseThrow().getMessage())
        .allSatisfy(message -> assertThat(message).contains("within 1s: never", "report: "))
        .extracting(message -> message.substring(message.indexOf("report: ")))
        .doesNotHaveDuplicates();
  }

  @Test
  void noFolderIsLeftOfAStationThatCannotBe() throws Exception {
    Set<Path> before = foldersOfRigs();
    assertThat(failure(WithPortsThatCannotBe.class))
        .hasMessageContaining("a station with ports is controlled through its ports");
    assertThat(foldersOfRigs()).isSubsetOf(before);
  }

  private static Set<Path> foldersOfRigs() throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("evse-rig-"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void theReportSaysOfACarThatIsAwayThatItIs() throws Exception {
    failure(WithoutACar.class);
    assertThat(
            Files.readString(REPORTS.resolve(WithoutACar.class.getName() + ".nothingCharges.html")))
        .contains("charger station, whose car is away at first and takes 3 x 16 A</p>");
  }

  @Test
  void theReportOfAnEarlierRunIsGoneWhenTheTestPasses() throws Exception {
    Path old = REPORTS.resolve(WithPorts.class.getName() + ".theCarCharges.html");
    Files.createDirectories(REPORTS);
    Files.writeString(old, "of yesterday");
    run(WithPorts.class);
    assertThat(old).doesNotExist();
  }

  @Test
  void aFailureThatIsNotOfTheStationHasTheReportBelowIt() throws Exception {
    Throwable thrown = failure(WithAFailureOfAnotherKind.class);
    Path report =
        REPORTS.resolve(WithAFailureOfAnotherKind.class.getName() + ".theTestItselfIsWrong.html");
    assertThat(Files.readString(report))
        .containsPattern(
            "<td>the test itself</td><td>IllegalStateException at EvseRigExtensionTest\\.java:\\d+:"
                + " of another kind</td>");
    assertThat(thrown)
        .hasMessage("of another kind")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .extracting(Throwable::toString)
                    .containsExactly("the station's report: " + report.toAbsolutePath()));
  }

  @EvseRig
  static class WithAStationOfItsOwn {
    @Test
    void buildsItself() {
      try (TestStation own = TestStation.stepped()) {
        own.await("current >= 40 A", Duration.ofSeconds(1));
      }
    }
  }

  @Test
  void aTestThatTookNoStationHasNoReportOfOneThatItNeverSaw() {
    Throwable thrown = failure(WithAStationOfItsOwn.class);
    assertThat(thrown).hasMessageContaining("current >= 40 A within 1s: never");
    assertThat(thrown.getMessage()).doesNotContain("the station's report");
    assertThat(thrown.getSuppressed()).isEmpty();
  }

  @Test
  void nothingIsLeftOfAStationWithPorts() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertThat(run(WithPorts.class))
        .extracting(TestExecutionResult::getStatus)
        .containsExactly(TestExecutionResult.Status.SUCCESSFUL);
    await().until(() -> threadsSince(before), Set::isEmpty); // Netty's own ends after a second
  }

  @Test
  void theFolderOfItsPortsIsGone() {
    assertThat(run(WithAFolder.class))
        .extracting(TestExecutionResult::getStatus)
        .containsExactly(TestExecutionResult.Status.SUCCESSFUL);
    assertThat(WithAFolder.folder).doesNotExist();
  }

  private static Set<String> threadsSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .map(Thread::getName)
        .filter(name -> !name.startsWith("awaitility"))
        .collect(Collectors.toSet());
  }

  @Test
  void nothingOfTheJvmIsChanged() {
    run(WithPorts.class); // what libraries do once, such as loading their native code, is done now
    Map<Object, Object> properties = Map.copyOf(System.getProperties());
    List<String> appenders = appenders();
    List<Object> others =
        List.of(Locale.getDefault(), TimeZone.getDefault(), System.out, System.err);
    run(WithPorts.class);
    run(WithAFailure.class);
    assertThat(Map.copyOf(System.getProperties())).isEqualTo(properties);
    assertThat(appenders()).isEqualTo(appenders);
    assertThat(List.of(Locale.getDefault(), TimeZone.getDefault(), System.out, System.err))
        .isEqualTo(others);
  }

  /** Where the log of these tests goes, which is Logback's own set-up. */
  private static List<String> appenders() {
    LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
    List<String> names = new ArrayList<>();
    log.getLogger(Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(appender -> names.add(appender.getClass() + " " + appender.getName()));
    return names;
  }

  @Test
  void eightStationsWithPortsRunAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WithPortsAtOnce.TIMES);
    try {
      List<Callable<List<TestExecutionResult>>> eight =
          Collections.nCopies(WithPortsAtOnce.TIMES, () -> run(WithPortsAtOnce.class));
      for (Future<List<TestExecutionResult>> one : threads.invokeAll(eight)) {
        assertThat(one.get())
            .extracting(TestExecutionResult::getStatus)
            .containsExactly(TestExecutionResult.Status.SUCCESSFUL);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void whatIsWrongWithItsSettingsIsSaidInWords() {
    assertThat(failure(WithoutItsFile.class))
        .hasMessageContaining("there is neither a file ")
        .hasMessageContaining("nor a resource 'no-such-rig.yaml' beside ");
    assertThat(failure(WithAFaultInItsSettings.class))
        .hasMessageContaining("the station:1:10: ")
        .hasMessageContaining("'connection'");
    assertThat(failure(WithAFaultInItsFile.class))
        .hasMessageContaining("with-a-wrong-key.yaml:2:3: ");
  }
}
