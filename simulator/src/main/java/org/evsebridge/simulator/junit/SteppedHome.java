package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.scenario.Stage;
import org.evsebridge.simulator.time.SimulatedClock;

/** A station in memory, whose time passes on the thread that waits. */
final class SteppedHome implements Home {
  private final RigFile rig;
  private final Optional<YamlNode> controller;
  private volatile Stage stage;

  /**
   * @throws IllegalArgumentException when the settings are wrong
   */
  SteppedHome(RigFile rig, Optional<YamlNode> controller) {
    this.rig = rig;
    this.controller = controller;
    reset();
  }

  @Override
  public void reset() {
    try {
      stage = Stage.of(rig, controller);
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public Stage stage() {
    return stage;
  }

  @Override
  public synchronized <T> T passUntil(CompletableFuture<T> done)
      throws InterruptedException, ExecutionException {
    while (!done.isDone() && !Thread.currentThread().isInterrupted()) {
      stage.tick(SimulatedClock.STEP);
    }
    return done.get();
  }

  @Override
  public synchronized void step(Duration howLong) {
    for (Duration left = howLong; left.compareTo(Duration.ZERO) > 0; ) {
      stage.tick(SimulatedClock.STEP);
      left = left.minus(SimulatedClock.STEP);
    }
  }

  @Override
  public ModbusClient modbus() {
    return new SteppedModbus(this::stage, rig.station().busLines().get(0).name());
  }

  @Override
  public Optional<TestPorts> ports() {
    return Optional.empty();
  }

  @Override
  public void close() {
    stage.station().switchOff();
  }
}
