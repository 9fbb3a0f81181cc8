package org.evsebridge.simulator.line;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How long threads that take part in a test have been ready to run and had no processor, as the
 * kernel counts it for each of them since its start. What the machine's other threads wait for is
 * no excuse.
 *
 * @param nanos by thread; empty where the kernel does not count it
 */
record ProcessorWait(Map<Path, Long> nanos) {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final Path OWN = Path.of("/proc/thread-self");

  /** That of the threads whose names begin so. */
  static ProcessorWait of(String... names) {
    Map<Path, Long> nanos = new HashMap<>();
    try (Stream<Path> tasks = Files.exists(TASKS) ? Files.list(TASKS) : Stream.empty()) {
      List<Path> wanted = tasks.filter(task -> isNamed(task, names)).toList();
      wanted.forEach(task -> add(task, nanos));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProcessorWait(nanos);
  }

  /** The same with the calling thread. */
  static ProcessorWait ofCallerAnd(String... names) {
    ProcessorWait wait = of(names);
    add(OWN, wait.nanos);
    return wait;
  }

  private static boolean isNamed(Path task, String... names) {
    String name = read(task.resolve("comm"));
    return Stream.of(names).anyMatch(name::startsWith);
  }

  private static void add(Path task, Map<Path, Long> nanos) {
    String[] numbers = read(task.resolve("schedstat")).split(" ");
    if (numbers.length == 3) {
      nanos.put(task, Long.parseLong(numbers[1]));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // a thread that has ended, or a kernel without this
    }
  }

  /** What all of them together have waited since. */
  long since(ProcessorWait before) {
    return each(before).sum();
  }

  /** What the one has waited since that has waited longest. */
  long longestSince(ProcessorWait before) {
    return each(before).max().orElse(0);
  }

  private LongStream each(ProcessorWait before) {
    return nanos.entrySet().stream()
        .mapToLong(now -> now.getValue() - before.nanos.getOrDefault(now.getKey(), now.getValue()));
  }
}
