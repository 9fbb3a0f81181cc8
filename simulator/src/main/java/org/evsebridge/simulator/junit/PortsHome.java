package org.evsebridge.simulator.junit;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.simulator.config.RigFile;
import org.evsebridge.simulator.rig.Rig;
import org.evsebridge.simulator.rig.RigException;
import org.evsebridge.simulator.rig.RigOptions;
import org.evsebridge.simulator.scenario.Stage;
import org.evsebridge.simulator.time.RealTimeDriver;
import org.evsebridge.simulator.time.SimulatedClock;

/** A running rig with ports and bridge, whose time passes by itself. */
final class PortsHome implements Home {
  private final Rig rig;
  private final AtomicReference<Stage> stage;
  private final TestPorts ports;

  private PortsHome(Rig rig, AtomicReference<Stage> stage) {
    this.rig = rig;
    this.stage = stage;
    stage.get().ports(rig.wires(), rig.driver());
    rig.onGuardChange(change -> stage.get().guardChanged(change));
    InetSocketAddress http = rig.control().orElseThrow().address();
    this.ports =
        new TestPorts(
            rig.addresses().orElseThrow().p1(),
            rig.addresses().orElseThrow().modbus(),
            URI.create("http://" + http.getHostString() + ":" + http.getPort() + "/"),
            rig.dir());
  }

  static PortsHome start(RigFile wanted, Path dir) throws RigException {
    RigOptions options = new RigOptions(dir, RigOptions.HOST, 0, 0, wanted.bridge().running(true));
    AtomicReference<Stage> stage = new AtomicReference<>();
    Rig rig =
        Rig.start(
            options,
            wanted.station(),
            station -> {
              stage.set(new Stage(station));
              return step -> stage.get().tick(step);
            });
    try {
      rig.serveControl(RigOptions.HOST, 0, wanted.http().token());
      return new PortsHome(rig, stage);
    } catch (RigException e) {
      rig.close();
      throw e;
    }
  }

  @Override
  public Stage stage() {
    return stage.get();
  }

  @Override
  public <T> T passUntil(CompletableFuture<T> done)
      throws InterruptedException, ExecutionException {
    RealTimeDriver driver = rig.driver();
    while (driver.isPaused() && !done.isDone()) {
      driver.step(SimulatedClock.STEP);
    }
    return done.get();
  }

  @Override
  public void step(Duration howLong) {
    rig.driver().step(howLong);
  }

  @Override
  public ModbusClient modbus() {
    return new TcpModbus(ports.modbus());
  }

  @Override
  public Optional<TestPorts> ports() {
    return Optional.of(ports);
  }

  @Override
  public void reset() {
    try {
      rig.reset();
      Stage anew = new Stage(rig.station());
      anew.ports(rig.wires(), rig.driver());
      stage.set(anew);
    } catch (ConfigException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    rig.close();
  }
}
