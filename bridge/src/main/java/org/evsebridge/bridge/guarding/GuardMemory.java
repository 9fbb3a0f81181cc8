package org.evsebridge.bridge.guarding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.evsebridge.bridge.config.guard.GuardedModule;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in which wishes outlive the bridge for a while: a line with unit, wish and the line's name
 * for each module. It has a thread of its own, as a file system may hang. Thread-safe.
 */
final class GuardMemory implements AutoCloseable {
  /** Who was away for longer has forgotten: whoever steers has had time to wish anew. */
  static final Duration LASTS = Duration.ofMinutes(10);

  private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);
  private static final Duration LAST_WRITE = Duration.ofMillis(500);
  private static final Logger LOG = LoggerFactory.getLogger(GuardMemory.class);

  private final Path file;
  private final ScheduledThreadPoolExecutor thread = Threads.scheduler("guard's memory");
  private final Episode trouble = new Episode(); // belongs to the thread
  private Map<GuardedModule, Integer> wishes = Map.of(); // nothing is written before there are any

  /**
   * @param folder where it is
   * @param name the file's
   */
  GuardMemory(Path folder, String name) {
    this.file = folder.resolve(name);
    thread.scheduleWithFixedDelay(
        this::write, TOUCH_EVERY.toMillis(), TOUCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What was wished, of those of the modules of which it is known, unless it is too long ago. */
  Map<GuardedModule, Integer> recall(Iterable<GuardedModule> modules) {
    Map<String, GuardedModule> byPlace = new HashMap<>();
    modules.forEach(module -> byPlace.put(module.unit() + " " + module.line(), module));
    Map<GuardedModule, Integer> recalled = new HashMap<>();
    try {
      Duration age = Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now());
      if (age.isNegative() || age.compareTo(LASTS) > 0) {
        return recalled;
      }
      for (String line : Files.readAllLines(file, UTF_8)) {
        String[] parts = line.split(" ", 3);
        GuardedModule module = parts.length < 3 ? null : byPlace.get(parts[0] + " " + parts[2]);
        if (module != null && parts[1].matches("0x[0-9a-f]{4}")) {
          recalled.put(module, Integer.decode(parts[1]));
        }
      }
    } catch (IOException e) {
      LOG.debug("{}: nothing is remembered", file, e);
    }
    return recalled;
  }

  /** Remembers what is wished now. */
  synchronized void remember(Map<GuardedModule, Integer> now) {
    if (!now.equals(wishes)) {
      wishes = Map.copyOf(now);
      thread.execute(this::write);
    }
  }

  private synchronized String text() {
    StringJoiner text = new StringJoiner("");
    wishes.forEach(
        (module, word) -> text.add("%d 0x%04x %s%n".formatted(module.unit(), word, module.line())));
    return text.toString();
  }

  private void write() {
    if (text().isEmpty()) {
      return; // what another life has written stands
    }
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(written, text(), UTF_8);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
      if (trouble.isOn()) {
        trouble.end();
        LOG.info("{}: wishes are remembered again", file);
      }
    } catch (IOException e) {
      if (trouble.isNews(e.getClass())) {
        LOG.warn(
            "{} cannot be written: after a restart cars charge with the safe current until somebody"
                + " wishes anew; make the folder, or name another with 'state' in guard: ({})",
            file,
            e.toString());
      }
    }
  }

  /** Writes once more and ends, after half a second at most. */
  @Override
  public void close() {
    try {
      thread.submit(this::write).get(LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("{}: not written at the end", file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.shutdownNow();
  }
}
