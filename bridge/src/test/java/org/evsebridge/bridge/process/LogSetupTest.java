package org.evsebridge.bridge.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogSetupTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PrintStream before = System.err;
  private final CountDownLatch goesOn = new CountDownLatch(1);

  /** A terminal that was halted: whoever writes to it waits until it goes on. */
  private final ByteArrayOutputStream halted =
      new ByteArrayOutputStream() {
        @Override
        public void write(byte[] bytes, int from, int length) {
          try {
            goesOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          super.write(bytes, from, length);
        }
      };

  @AfterEach
  void restore() {
    goesOn.countDown();
    System.setErr(before);
  }

  private List<String> written() {
    return halted.toString(UTF_8).lines().filter(line -> line.contains("of the test")).toList();
  }

  @Test
  void aTerminalThatIsHaltedHoldsUpNobodyAndTheFirstLinesAreKeptForIt() {
    System.setErr(new PrintStream(halted, true));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    new LogSetup().configure(context);
    Logger log = context.getLogger("org.evsebridge.some");
    int last = 2 * LogSetup.MOST_WAITING;
    CompletableFuture<Void> told =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= last; i++) {
                log.info("line {} of the test", i);
              }
            });
    assertThat(told).succeedsWithin(PATIENCE);
    assertThat(written()).isEmpty();
    goesOn.countDown();
    await().atMost(PATIENCE).until(() -> written().size() >= LogSetup.MOST_WAITING);
    context.stop();
    assertThat(written()).first().asString().endsWith(" INFO  line 1 of the test");
    assertThat(written()).noneMatch(line -> line.endsWith("line " + last + " of the test"));
  }
}
