package org.evsebridge.bridge.discover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.serial.SerialException;

/**
 * Finds out what is on the serial ports of this machine: listens to all of them at once, and asks
 * for a charging module where it may. Each port has a thread of its own.
 */
public final class Discovery {
  private static final long LOOK_MILLIS = 50;

  /**
   * What a user wants.
   *
   * @param only the ports to look at; none for all of the machine
   * @param ask those of them that may be asked for a charging module
   * @param units the addresses that are asked, in this order
   * @param linesUp whether DTR and RTS are held up while a port is listened to
   */
  public record Search(
      List<String> only,
      List<String> ask,
      List<Integer> units,
      boolean linesUp,
      Patience patience) {
    public Search {
      only = List.copyOf(only);
      ask = List.copyOf(ask);
      units = List.copyOf(units);
    }
  }

  /** Told what is done; called on the threads of the ports. */
  public interface Watcher {
    /**
     * @param port the port's short name
     * @param what is done there now; empty for nothing any more
     */
    void does(String port, String what);

    /** What a port is, as soon as it is known; may come again once a port was asked. */
    void found(Finding finding);
  }

  /** A port that was named is not there; the message is a sentence for a person. */
  public static final class NoSuchPort extends Exception {
    private static final long serialVersionUID = 1;

    NoSuchPort(String name) {
      super("there is no " + name + ": plug the adapter in, or correct the name");
    }
  }

  private final Search request;
  private final PortList machine;
  private final Occupants occupants;
  private final LongSupplier nanoTime;
  private final Watcher watcher;
  private volatile boolean meterFound;

  Discovery(
      Search request,
      PortList machine,
      Occupants occupants,
      LongSupplier nanoTime,
      Watcher watcher) {
    this.request = request;
    this.machine = machine;
    this.occupants = occupants;
    this.nanoTime = nanoTime;
    this.watcher = watcher;
  }

  /** One on this machine. */
  public static Discovery onThisMachine(Search request, Watcher watcher) {
    return new Discovery(
        request, new PortList(Path.of("/")), Occupants.ofThisMachine(), System::nanoTime, watcher);
  }

  /**
   * Looks at all ports; returns when each has its verdict, in the order of their names.
   *
   * @param confirmed whether a silent port may be asked that nobody has named; called on this
   *     thread, with what {@link Finding#toString} says of it
   * @throws InterruptedException when this thread is interrupted; all ports are closed then
   */
  public List<Finding> run(Predicate<String> confirmed) throws NoSuchPort, InterruptedException {
    List<FoundPort> ports = ports();
    List<PortVerdict> verdicts = onAll(ports);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      Finding finding = new Finding(ports.get(i), verdicts.get(i));
      boolean isAsked =
          finding.verdict() instanceof PortVerdict.Silent silent
              && silent.mayBeAsked()
              && confirmed.test(finding.port().toString());
      findings.add(isAsked ? new Finding(finding.port(), look(finding.port(), true)) : finding);
    }
    return findings;
  }

  private List<FoundPort> ports() throws NoSuchPort {
    List<FoundPort> ports = new ArrayList<>(request.only().isEmpty() ? machine.all() : List.of());
    for (List<String> names : List.of(request.only(), request.ask())) {
      for (String name : names) {
        if (ports.stream().noneMatch(port -> port.isCalled(name))) {
          FoundPort named = machine.named(name).orElseThrow(() -> new NoSuchPort(name));
          if (ports.stream().noneMatch(port -> port.device().equals(named.device()))) {
            ports.add(named);
          }
        }
      }
    }
    return ports;
  }

  private List<PortVerdict> onAll(List<FoundPort> ports) throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool(Threads.factory("discover"));
    try {
      List<Future<PortVerdict>> looking =
          ports.stream().map(port -> threads.submit(() -> look(port, false))).toList();
      List<PortVerdict> verdicts = new ArrayList<>();
      for (Future<PortVerdict> one : looking) {
        verdicts.add(one.get());
      }
      return verdicts;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean mayAsk(FoundPort port) {
    return request.ask().stream().anyMatch(port::isCalled);
  }

  private PortVerdict look(FoundPort port, boolean wasSilent) throws InterruptedException {
    try {
      Optional<PortVerdict.LeftAlone> leftAlone = leftAlone(port);
      PortVerdict verdict = leftAlone.isPresent() ? leftAlone.get() : open(port, wasSilent);
      watcher.found(new Finding(port, verdict));
      return verdict;
    } finally {
      watcher.does(port.shortName(), "");
    }
  }

  private Optional<PortVerdict.LeftAlone> leftAlone(FoundPort port) {
    if (port.console().isPresent()) {
      return Optional.of(new PortVerdict.LeftAlone(port.console().get(), false));
    }
    if (port.isRadioStick() && request.only().stream().noneMatch(port::isCalled)) {
      return Optional.of(new PortVerdict.LeftAlone("by its name a radio stick", false));
    }
    Occupancy occupancy = occupants.of(port);
    if (occupancy instanceof Occupancy.Held held) {
      return Optional.of(new PortVerdict.LeftAlone(held.holder(), held.isBridge()));
    }
    return occupancy instanceof Occupancy.Unknown unknown
        ? Optional.of(
            new PortVerdict.LeftAlone(
                "it cannot be told whether somebody uses it: "
                    + unknown.why()
                    + "; use sudo, outside of containers",
                false))
        : Optional.empty();
  }

  private PortVerdict open(FoundPort port, boolean wasSilent) throws InterruptedException {
    try (OpenPort open = new OpenPort(port, Listening.TURNS.get(0), request.linesUp())) {
      if (wasSilent) {
        return ask(port, open);
      }
      Heard heard = listen(port, open);
      if (heard instanceof Heard.MeterTelegrams meter) {
        meterFound = true;
        return new PortVerdict.OfSmartMeter(meter);
      }
      if (heard instanceof Heard.Bytes bytes) {
        return new PortVerdict.Unreadable(bytes);
      }
      boolean isRadio = port.isRadioStick();
      return mayAsk(port) && !isRadio ? ask(port, open) : new PortVerdict.Silent(!isRadio);
    } catch (SerialException e) {
      return new PortVerdict.LeftAlone(e.getMessage(), false);
    }
  }

  private Heard listen(FoundPort port, OpenPort open) throws SerialException, InterruptedException {
    Listening listening = new Listening(request.patience(), nanoTime.getAsLong());
    while (true) {
      watcher.does(
          port.shortName(),
          "listening at " + open.settings() + ", " + listening.count() + " bytes");
      byte[] bytes = open.poll(LOOK_MILLIS);
      long now = nanoTime.getAsLong();
      if (bytes.length > 0) {
        listening.received(bytes, now);
      }
      Optional<Heard> heard = listening.look(now, meterFound);
      if (heard.isPresent()) {
        return heard.get();
      }
      if (!listening.settings().equals(open.settings())) {
        open.set(listening.settings());
        open.hearBreaks();
      }
    }
  }

  private PortVerdict ask(FoundPort port, OpenPort open) throws InterruptedException {
    ModuleAnswers answered;
    try {
      answered =
          new Asking(open, request.patience())
              .ask(
                  request.units(),
                  (settings, unit) ->
                      watcher.does(port.shortName(), "asking unit " + unit + " at " + settings));
    } catch (IOException e) {
      return new PortVerdict.LeftAlone(e.getMessage(), false);
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (answered instanceof ModuleAnswers.ByUnits byUnits) {
      return new PortVerdict.ModbusLine(byUnits);
    }
    String units = request.units().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new PortVerdict.NoAnswer(units, ((ModuleAnswers.ByNobody) answered).bytes());
  }
}
