package org.evsebridge.bridge.process;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignalsTest {
  @Test
  void runsTheActionEachTimeTheSignalComes() throws Exception {
    AtomicInteger came = new AtomicInteger();
    Signals.on("USR2", came::incrementAndGet);
    for (int n = 1; n <= 2; n++) {
      new ProcessBuilder("kill", "-USR2", String.valueOf(ProcessHandle.current().pid()))
          .start()
          .waitFor();
      int expected = n;
      await().until(() -> came.get() == expected);
    }
  }
}
