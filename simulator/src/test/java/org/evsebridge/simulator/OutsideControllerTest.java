package org.evsebridge.simulator;

import static org.awaitility.Awaitility.await;

import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.evsebridge.simulator.rig.Rig;
import org.junit.jupiter.api.Test;

class OutsideControllerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void oneThatDoesNotEndWhenAskedToIsKilled() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    StringWriter said = new StringWriter();
    String deaf = "trap '' TERM; echo pid $$.; while :; do sleep 0.2; done";
    try (OutsideController controller =
        OutsideController.of(
            List.of("sh", "-c", deaf), new Rig.Addresses(nobody, Map.of("rs485", nobody)), said)) {
      controller.keep(true);
      await().atMost(PATIENCE).until(() -> said.toString().contains("."));
    }
    long pid = Long.parseLong(said.toString().replaceAll("\\D", ""));
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void oneThatIsToBeDeadAndDoesNotEndIsKilledBeforeTheRunIsOver() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    StringWriter said = new StringWriter();
    String deaf = "trap '' TERM; echo pid $$.; while :; do sleep 0.2; done";
    try (OutsideController controller =
        OutsideController.of(
            List.of("sh", "-c", deaf), new Rig.Addresses(nobody, Map.of("rs485", nobody)), said)) {
      controller.keep(true);
      await().atMost(PATIENCE).until(() -> said.toString().contains("."));
      long pid = Long.parseLong(said.toString().replaceAll("\\D", ""));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                controller.keep(false);
                return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
              });
    }
  }

  @Test
  void ofOneThatStartsAgainNothingIsLeftFromBefore() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    StringWriter said = new StringWriter();
    String deaf = "trap '' TERM; echo pid $$.; while :; do sleep 0.2; done";
    try (OutsideController controller =
        OutsideController.of(
            List.of("sh", "-c", deaf), new Rig.Addresses(nobody, Map.of("rs485", nobody)), said)) {
      controller.keep(true);
      await().atMost(PATIENCE).until(() -> said.toString().contains("."));
      long pid = Long.parseLong(said.toString().replaceAll("\\D", ""));
      controller.keep(false);
      controller.keep(true);
      await()
          .atMost(PATIENCE)
          .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void whatItHasStartedItselfEndsWithIt() throws Exception {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", 1);
    StringWriter said = new StringWriter();
    String shell = "sh -c 'echo pid $$.; while :; do sleep 0.2; done' & wait";
    try (OutsideController controller =
        OutsideController.of(
            List.of("sh", "-c", shell), new Rig.Addresses(nobody, Map.of("rs485", nobody)), said)) {
      controller.keep(true);
      await().atMost(PATIENCE).until(() -> said.toString().contains("."));
      controller.keep(true);
    }
    long child = Long.parseLong(said.toString().replaceAll("\\D", ""));
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }
}
