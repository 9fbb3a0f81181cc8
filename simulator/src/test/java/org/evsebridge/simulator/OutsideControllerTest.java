package org.evsebridge.simulator;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.evsebridge.simulator.rig.Rig;
import org.junit.jupiter.api.Test;

class OutsideControllerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Ignores that it is asked to end. */
  private static final String DEAF = "trap '' TERM; echo pid $$.; while :; do sleep 0.2; done";

  private final StringWriter said = new StringWriter();

  private OutsideController started(String shell) throws IOException {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    Rig.Addresses addresses = new Rig.Addresses(nobody, Map.of("rs485", nobody));
    OutsideController controller =
        OutsideController.of(List.of("sh", "-c", shell), addresses, said);
    controller.keep(true);
    await().atMost(PATIENCE).until(() -> said.toString().contains("."));
    return controller;
  }

  /** The number of the process that has told it. */
  private long pid() {
    return Long.parseLong(said.toString().replaceAll("\\D", ""));
  }

  private static boolean isGone(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  @Test
  void oneThatDoesNotEndWhenAskedToIsKilled() throws Exception {
    started(DEAF).close();
    await().atMost(PATIENCE).until(() -> isGone(pid()));
  }

  @Test
  void oneThatIsToBeDeadAndDoesNotEndIsKilledBeforeTheRunIsOver() throws Exception {
    try (OutsideController controller = started(DEAF)) {
      long pid = pid();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                controller.keep(false);
                return isGone(pid);
              });
    }
  }

  @Test
  void ofOneThatStartsAgainNothingIsLeftFromBefore() throws Exception {
    try (OutsideController controller = started(DEAF)) {
      long pid = pid();
      controller.keep(false);
      controller.keep(true);
      await().atMost(PATIENCE).until(() -> isGone(pid));
    }
  }

  @Test
  void whatItHasStartedItselfEndsWithIt() throws Exception {
    try (OutsideController controller =
        started("sh -c 'echo pid $$.; while :; do sleep 0.2; done' & wait")) {
      controller.keep(true);
    }
    await().atMost(PATIENCE).until(() -> isGone(pid()));
  }
}
