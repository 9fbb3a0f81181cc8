package org.evsebridge.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.report.Report;

/** Makes runs that need no ports on several threads. */
public final class Workers {
  private final int threads;
  private final Consumer<Run> begun;

  /**
   * @param threads at least 1
   * @param begun gets each run before its first step, on the thread that makes it
   */
  public Workers(int threads, Consumer<Run> begun) {
    this.threads = threads;
    this.begun = begun;
  }

  /**
   * Makes them.
   *
   * @param done gets each report on the caller's thread, in the order of the jobs
   * @throws ConfigException when the file of a module's EEPROM cannot be used
   */
  public void run(List<Job> jobs, Consumer<Report> done)
      throws ConfigException, InterruptedException {
    ExecutorService workers =
        Executors.newFixedThreadPool(threads, Threads.factory("evse-scenarios"));
    try {
      List<Future<Report>> running = new ArrayList<>();
      for (Job job : jobs) {
        running.add(workers.submit(() -> job.stepped(Optional.empty(), begun)));
      }
      for (Future<Report> one : running) {
        done.accept(one.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConfigException config) {
        throw config;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      workers.shutdownNow();
    }
  }
}
