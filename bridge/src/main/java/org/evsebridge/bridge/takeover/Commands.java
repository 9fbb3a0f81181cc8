package org.evsebridge.bridge.takeover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the system's own programs, one after the other. */
final class Commands {
  /** systemd gives a service 90 s to end before it kills it; ser2net once took all of them. */
  static final Duration SERVICE_LIMIT = Duration.ofSeconds(100);

  /**
   * How a program ended.
   *
   * @param status 124, as timeout(1) has it, when it did not end in time
   * @param output both streams, without the white space around them
   */
  record Result(int status, String output) {
    boolean isGood() {
      return status == 0;
    }
  }

  private static final int TIMED_OUT = 124;

  private Commands() {}

  static Result run(String... words) throws InterruptedException {
    return run(SERVICE_LIMIT, words);
  }

  static Result run(Duration limit, String... words) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> text(process));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Result(TIMED_OUT, words[0] + " did not end within " + limit.toSeconds() + " s");
      }
      return new Result(process.exitValue(), output.join().strip());
    } catch (IOException e) {
      return new Result(127, words[0] + " cannot be run: " + e.getMessage());
    }
  }

  private static String text(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
