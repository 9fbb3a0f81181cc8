package org.evsebridge.bridge.house;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x, which all ways into the house share: one event loop, from the first of them that is
 * opened to the last that is closed. Thread-safe.
 */
public final class HouseVertx {
  private static final Logger LOG = LoggerFactory.getLogger(HouseVertx.class);
  private static final long CLOSE_SECONDS = 5;

  private final ProgramFaults faults = new ProgramFaults();
  private Vertx vertx; // null while nobody needs it
  private int users;

  /** What one of them has of it. Thread-safe. */
  public final class Share implements AutoCloseable {
    private final Context context;
    private final String deployment;

    private Share(String owner, Vertx of) {
      CompletableFuture<Context> begun = new CompletableFuture<>();
      this.deployment =
          of.deployVerticle(
                  given -> {
                    begun.complete(given);
                    return Future.succeededFuture();
                  })
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      this.context = begun.join();
      context.exceptionHandler(failure -> faults.say(owner, failure));
    }

    /** Where is told what failed by a fault of the program. */
    public ProgramFaults faults() {
      return faults;
    }

    public Vertx vertx() {
      return context.owner();
    }

    /** Runs something on the event loop; timers and sockets that are made there end with this. */
    public void run(Runnable task) {
      context.runOnContext(go -> task.run());
    }

    /** Closes all that was made on the event loop; that is done when this returns. */
    @Override
    public void close() {
      await(vertx().undeploy(deployment));
      left();
    }
  }

  /**
   * A share for one more, in which nothing is yet.
   *
   * @param owner for the log, when something fails there that nobody expected to
   */
  public synchronized Share open(String owner) {
    if (vertx == null) {
      vertx = start();
    }
    users++;
    return new Share(owner, vertx);
  }

  private synchronized void left() {
    users--;
    if (users == 0) {
      await(vertx.close());
      vertx = null;
    }
  }

  /**
   * On NIO, which keeps half-closed connections; no files anywhere, and names as the machine
   * resolves them.
   */
  private static Vertx start() {
    System.setProperty("vertx.disableDnsResolver", "true");
    return Vertx.builder()
        .with(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)))
        .build();
  }

  private static void await(Future<?> closed) {
    try {
      closed.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("closed with trouble", e);
    }
  }
}
