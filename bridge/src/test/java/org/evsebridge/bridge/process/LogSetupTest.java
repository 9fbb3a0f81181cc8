package org.evsebridge.bridge.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import com.sun.jna.LastErrorException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    LogSetup.install(context, Level.INFO);
    Logger log = context.getLogger("org.evsebridge.some");
    int last = 2 * LogWriter.MOST_WAITING;
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
    await().atMost(PATIENCE).until(() -> written().size() >= LogWriter.MOST_WAITING);
    context.stop();
    assertThat(written()).first().asString().endsWith(" INFO  line 1 of the test");
    assertThat(written()).noneMatch(line -> line.endsWith("line " + last + " of the test"));
  }

  @Test
  void whatWaitsAtTheEndOfTheProgramIsStillWritten() {
    System.setErr(new PrintStream(halted, true));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    LogSetup.install(context, Level.INFO);
    for (int i = 1; i <= 3; i++) {
      context.getLogger("org.evsebridge.some").info("line {} of the test", i);
    }
    goesOn.countDown();
    context.stop();
    assertThat(written()).hasSize(3).last().asString().endsWith("line 3 of the test");
  }

  /** Somebody's own program, with only our classes and what they need on its path. */
  @Test
  void aForeignLogbackTestXmlIsHonouredWhereTheClassesAreALibrary(@TempDir Path folder)
      throws Exception {
    Path written = folder.resolve("foreign.log");
    Files.writeString(
        folder.resolve("logback-test.xml"),
        """
        <configuration>
          <appender name="own" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>foreign %%level %%msg%%n</pattern></encoder>
          </appender>
          <root level="DEBUG"><appender-ref ref="own"/></root>
        </configuration>
        """
            .formatted(written));
    List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (Class<?> one :
        List.of(
            Signals.class,
            LoggerFactory.class,
            LoggerContext.class,
            Appender.class,
            LastErrorException.class)) {
      path.add(one.getProtectionDomain().getCodeSource().getLocation());
    }
    Thread test = Thread.currentThread();
    ClassLoader own = test.getContextClassLoader();
    try (URLClassLoader foreign =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      test.setContextClassLoader(foreign);
      foreign
          .loadClass(Signals.class.getName())
          .getMethod("on", String.class, Runnable.class)
          .invoke(null, "NONE", null);
    } finally {
      test.setContextClassLoader(own);
    }
    assertThat(written).content().startsWith("foreign DEBUG no handler for SIGNONE");
  }
}
