package org.evsebridge.simulator.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.grid.PerPhase;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.net.Loops;
import org.evsebridge.bridge.registers.ModuleRegister;
import org.evsebridge.bridge.testing.ModbusClient;
import org.evsebridge.simulator.charger.ChargingModule;
import org.evsebridge.simulator.charger.Hardware;
import org.evsebridge.simulator.charger.Settings;
import org.evsebridge.simulator.line.BusPort;
import org.evsebridge.simulator.line.LineFaults;
import org.evsebridge.simulator.line.Rs485Bus;
import org.evsebridge.simulator.line.Wire;
import org.evsebridge.simulator.modbus.ModuleUnit;
import org.evsebridge.simulator.time.SimulatedClock;
import org.evsebridge.simulator.vehicle.Car;
import org.evsebridge.simulator.vehicle.CarPreset;

/**
 * Measures the simulator and prints a table: Modbus transactions a second over TCP, and how many
 * charging modules with a car one process steps in real time. Not a test: run it by hand, on a
 * machine that has nothing else to do. The argument is how many seconds each measurement takes.
 */
public final class SimulatorBenchmark {
  private static final int UNIT = 2;
  private static final int MODULES = 1_000;
  private static final Pdu READ = Pdu.request(4, ModuleRegister.CURRENT_L1.address(), 3);

  private final long nanos;

  private SimulatorBenchmark(Duration each) {
    this.nanos = each.toNanos();
  }

  public static void main(String[] arguments) throws Exception {
    long seconds = arguments.length == 0 ? 10 : Long.parseLong(arguments[0]);
    SimulatorBenchmark benchmark = new SimulatorBenchmark(Duration.ofSeconds(seconds));
    System.out.println("| measurement | result |");
    System.out.println("|---|---|");
    for (Framing framing : Framing.values()) {
      for (int clients : new int[] {1, 16}) {
        row(
            "reads of 3 registers, " + framing + " framing over TCP, clients: " + clients,
            benchmark.transactions(framing, clients),
            "a second");
      }
    }
    row("modules stepped in real time by one thread", benchmark.modules(), "modules");
  }

  private static void row(String measurement, double value, String unit) {
    System.out.printf(Locale.ROOT, "| %s | %.0f %s |%n", measurement, value, unit);
  }

  private double transactions(Framing framing, int clients) throws Exception {
    ModuleUnit unit =
        new ModuleUnit(
            new ChargingModule(
                Hardware.DEFAULT, Settings.FACTORY.with(ModuleRegister.ADDRESS, UNIT)));
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    Rs485Bus bus =
        new Rs485Bus(
            "bench",
            SerialSettings.MODULE,
            request -> unit.answer(request).stream().toList(),
            asked -> true,
            new LineFaults(1),
            seen -> {});
    try (bus;
        Loops loops = new Loops();
        BusPort port =
            BusPort.open(
                new InetSocketAddress("127.0.0.1", 0), framing, bus, Wire.INSTANT, loops)) {
      InetSocketAddress address = port.listener().firstTry().join().orElseThrow();
      count(pool, clients, framing, address, nanos / 4); // warm
      return count(pool, clients, framing, address, nanos) / (nanos / 1e9);
    } finally {
      pool.shutdown();
    }
  }

  private static long count(
      ExecutorService pool, int clients, Framing framing, InetSocketAddress address, long nanos)
      throws Exception {
    long end = System.nanoTime() + nanos;
    List<Future<Long>> counts = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      counts.add(
          pool.submit(
              () -> {
                long done = 0;
                try (ModbusClient client = ModbusClient.connect(framing, address)) {
                  while (System.nanoTime() < end) {
                    client.ask(UNIT, READ);
                    done++;
                  }
                }
                return done;
              }));
    }
    long all = 0;
    for (Future<Long> count : counts) {
      all += count.get();
    }
    return all;
  }

  /** Steps many charging modules as fast as can be; what exceeds real time is room for more. */
  private double modules() {
    List<ChargingModule> modules = new ArrayList<>();
    for (int i = 0; i < MODULES; i++) {
      ChargingModule module = new ChargingModule(Hardware.DEFAULT, Settings.FACTORY);
      module.plug(new Car(CarPreset.THREE_PHASE_11KW.model()));
      modules.add(module);
    }
    step(modules, nanos / 4); // warm
    long steps = step(modules, nanos);
    double simulated = steps * SimulatedClock.STEP.toNanos();
    return MODULES * simulated / nanos;
  }

  private static long step(List<ChargingModule> modules, long nanos) {
    PerPhase volts = PerPhase.all(230);
    long end = System.nanoTime() + nanos;
    long steps = 0;
    while (System.nanoTime() < end) {
      modules.forEach(module -> module.tick(SimulatedClock.STEP, volts));
      steps++;
    }
    return steps;
  }
}
