package org.evsebridge.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

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

  @EvseRig(ports = true)
  static class WithPorts {
    @Test
    void theCarCharges(TestStation station) {
      station.await("current >= 15 A", Duration.ofSeconds(30));
    }
  }

  @EvseRig("no-such-rig.yaml")
  static class WithoutItsFile {
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
    assertThat(failure.getSuppressed())
        .extracting(Throwable::toString)
        .containsExactly("the station's report: " + report.toAbsolutePath());
    assertThat(Files.readString(report))
        .contains("fuses blown == 1 within 1m: never, 0 at last", "18:00:00 oven on", "<polyline");
  }

  @Test
  void nothingIsLeftOfAStationWithPorts() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertThat(run(WithPorts.class))
        .extracting(TestExecutionResult::getStatus)
        .containsExactly(TestExecutionResult.Status.SUCCESSFUL);
    await().until(() -> threadsSince(before), Set::isEmpty); // Netty's own ends after a second
  }

  private static Set<String> threadsSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .map(Thread::getName)
        .filter(name -> !name.startsWith("awaitility"))
        .collect(Collectors.toSet());
  }

  @Test
  void whatIsWrongWithItsSettingsIsSaidInWords() {
    assertThat(failure(WithoutItsFile.class))
        .hasMessageContaining("there is neither a file ")
        .hasMessageContaining("nor a resource 'no-such-rig.yaml' beside ");
    assertThat(failure(WithAFaultInItsSettings.class))
        .hasMessageContaining("the station:1:10: ")
        .hasMessageContaining("'connection'");
  }
}
