package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.evsebridge.simulator.scenario.Stage;

/** Where a test's station lives: in memory, or behind ports in real time. */
sealed interface Home extends AutoCloseable permits SteppedHome, PortsHome {
  /** The station as it is since the last reset. */
  Stage stage();

  /** Lets time pass until something is complete that the passing time completes. */
  <T> T passUntil(CompletableFuture<T> done) throws InterruptedException, ExecutionException;

  /** Lets so much time pass. */
  void step(Duration howLong);

  ModbusClient modbus();

  Optional<TestPorts> ports();

  void reset();

  @Override
  void close();
}
