package org.evsebridge.simulator;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.process.LogSetup;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.simulator.scenario.Progress;
import org.evsebridge.simulator.terminal.JobControl;
import org.evsebridge.simulator.terminal.LiveBlock;
import org.evsebridge.simulator.terminal.WindowSize;

/**
 * Shows on a terminal how far runs have come, below what is printed meanwhile; nothing where output
 * goes elsewhere.
 */
final class ShownProgress implements AutoCloseable {
  /** What is over by then needs no progress. */
  private static final long FIRST_MILLIS = 1_000;

  private static final long EVERY_MILLIS = 500;

  private final LiveBlock block = new LiveBlock(new PrintStream(System.out, true), WindowSize::now);
  private final ScheduledExecutorService showing = Threads.scheduler("progress");
  private final boolean shown = isTerminal(1) && isTerminal(2);
  private final Progress progress;
  private boolean begun;

  ShownProgress(Progress progress) {
    this.progress = progress;
    if (shown) {
      LogSetup.around(block::above);
      Runtime.getRuntime().addShutdownHook(new Thread(block::hide, "end of progress"));
      showing.scheduleWithFixedDelay(this::show, FIRST_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Without the native libraries, whose loading costs more than many a run. */
  private static boolean isTerminal(int fd) {
    try {
      Path device = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd));
      return device.startsWith("/dev/pts") || device.toString().startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private void show() {
    if (!begun) {
      begun = true;
      Hangup.survivesLoading();
      JobControl.attend(block::hide, this::unhideInFront);
      unhideInFront();
    }
    block.show(ProgressFrame.of(progress.state(), WindowSize.now()));
  }

  private void unhideInFront() {
    if (JobControl.isInFront()) {
      block.unhide();
    }
  }

  /** A writer to the same terminal whose lines stand above the progress. */
  PrintWriter above(PrintWriter writer) {
    return shown
        ? new PrintWriter(new LineWriter(line -> block.above(() -> printLine(writer, line))), true)
        : writer;
  }

  private static void printLine(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }

  @Override
  public void close() {
    showing.shutdownNow();
    block.hide();
    LogSetup.around(Runnable::run);
  }
}
