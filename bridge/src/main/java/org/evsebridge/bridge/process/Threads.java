package org.evsebridge.bridge.process;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;

/** Threads that have a name and do not keep the program from ending. */
public final class Threads {
  private Threads() {}

  /** A thread, not yet started. */
  public static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Makes threads for a pool; all get the same name. */
  public static ThreadFactory factory(String name) {
    return task -> daemon(name, task);
  }

  /**
   * One thread that runs tasks one after the other, at once or after a delay. After its shutdown,
   * new and delayed tasks are dropped silently.
   */
  public static ScheduledThreadPoolExecutor scheduler(String name) {
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1, factory(name), new ThreadPoolExecutor.DiscardPolicy());
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return scheduler;
  }
}
