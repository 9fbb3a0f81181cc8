package org.evsebridge.bridge.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Pdu;

/**
 * The charging modules as the house sees them. What they answer to clients and to a load guard is
 * read along; they are read only where nobody else has for a while. Thread-safe.
 */
public final class ChargingModules implements AutoCloseable {
  private static final long LOOK_SECONDS = 1;

  private final Map<String, Map<Integer, ModuleMemory>> modules = new LinkedHashMap<>();
  private final Reader reader;
  private final LongSupplier millis;
  private final List<Place> asked = new ArrayList<>();
  private Future<?> looking = CompletableFuture.completedFuture(null);

  private record Place(String line, int unit) {}

  /** Reads a module when nobody else wants its line. */
  @FunctionalInterface
  public interface Reader {
    /** Must not block; what comes may be an exception of the module or of the gateway. */
    CompletableFuture<Pdu> read(String line, Adu request);
  }

  /**
   * @param units the modules' addresses, by the names of their lines
   * @param millis a clock that only goes forward, in milliseconds
   */
  public ChargingModules(Map<String, Set<Integer>> units, Reader reader, LongSupplier millis) {
    units.forEach(
        (line, all) -> {
          Map<Integer, ModuleMemory> memories = new LinkedHashMap<>();
          all.forEach(unit -> memories.put(unit, new ModuleMemory(line, unit)));
          modules.put(line, memories);
        });
    this.reader = reader;
    this.millis = millis;
  }

  /** Begins to look once a second what is to be read. */
  public void start(ScheduledExecutorService executor) {
    looking =
        executor.scheduleWithFixedDelay(this::step, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** Takes in what a unit on a line has answered, to whomever; of no interest unless a module's. */
  public synchronized void answered(String line, Adu sent, Pdu answer) {
    ModuleMemory module = modules.getOrDefault(line, Map.of()).get(sent.unit());
    if (module != null) {
      module.answered(sent.pdu(), answer, millis.getAsLong());
    }
  }

  /** Reads what is due: one request to each module at a time. */
  void step() {
    modules.forEach(
        (line, units) -> units.forEach((unit, module) -> step(new Place(line, unit), module)));
  }

  private void step(Place place, ModuleMemory module) {
    ModulePoll poll;
    synchronized (this) {
      poll = module.due(millis.getAsLong()).orElse(null);
      if (poll == null || asked.contains(place)) {
        return;
      }
      asked.add(place);
    }
    reader
        .read(place.line(), new Adu(place.unit(), poll.request()))
        .thenAccept(answer -> over(place, module, poll, answer));
  }

  private synchronized void over(Place place, ModuleMemory module, ModulePoll poll, Pdu answer) {
    asked.remove(place);
    if (answer.isException() && isNotKnown(answer.u8(1))) {
      module.refused(poll, millis.getAsLong());
    } else if (answer.isException() && !isLineDown(answer.u8(1))) {
      module.wasSilent(millis.getAsLong());
    }
  }

  /** Whether nothing was asked of the module: the next try costs nothing, and may be in time. */
  private static boolean isLineDown(int code) {
    return code == ExceptionCode.GATEWAY_PATH_UNAVAILABLE.code();
  }

  /** Whether a module says so of registers that its firmware does not have. */
  private static boolean isNotKnown(int code) {
    return code <= ExceptionCode.ILLEGAL_DATA_VALUE.code();
  }

  /** What is known of each now, in the configuration's order. */
  public synchronized List<ModuleReading> readings() {
    long now = millis.getAsLong();
    return modules.values().stream()
        .flatMap(units -> units.values().stream())
        .map(module -> module.reading(now))
        .toList();
  }

  /** Reads nothing any more. */
  @Override
  public void close() {
    looking.cancel(false);
  }
}
