package org.evsebridge.bridge.gateway;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;

/** A client that only exists in a test: it asks, and keeps what it gets. */
final class Asker implements Client {
  static final long DEADLINE = Duration.ofSeconds(5).toNanos();
  static final Devices DEVICES = new Devices(List.of());

  private final String name;
  private final Tally tally;
  private String host = "10.0.0.1";
  private final List<Pdu> answers = new CopyOnWriteArrayList<>();
  private long maxAge;
  private boolean gone;
  private boolean yields;
  private Devices devices = DEVICES;
  private long deadline = DEADLINE;
  private BiConsumer<Request, Pdu> hears = (request, answer) -> answers.add(answer);

  Asker(String name) {
    this.name = name;
    this.tally = new Tally(name, System::nanoTime);
  }

  /** Lets kept answers serve its reads. */
  Asker caching(Duration age) {
    maxAge = age.toNanos();
    return this;
  }

  /** Puts it on a host of its own. */
  Asker at(String address) {
    host = address;
    return this;
  }

  void leave() {
    gone = true;
  }

  /** Lets all others' reads go first. */
  Asker yielding() {
    yields = true;
    return this;
  }

  /** Runs something whenever an answer has come, on the thread that brought it. */
  void whenAnswered(Runnable then) {
    hears = hears.andThen((request, answer) -> then.run());
  }

  /** Has something else done with its answers than to keep them. */
  Asker hearing(BiConsumer<Request, Pdu> other) {
    hears = other;
    return this;
  }

  /** Knows of these devices which reads act, and waits for the line for so long. */
  Asker on(Devices line, Duration patience) {
    devices = line;
    deadline = patience.toNanos();
    return this;
  }

  Request read(int address, int count, long now) {
    return request(2, Pdu.request(4, address, count), now);
  }

  Request write(int address, int value, long now) {
    return request(2, Pdu.request(6, address, value), now);
  }

  Request request(int unit, Pdu pdu, long now) {
    Adu adu = new Adu(unit, pdu);
    return new Request(
        this, 0, 0, adu, unit, devices.plainRead(adu), now, now + deadline, maxAge, 0, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public Tally tally() {
    return tally;
  }

  @Override
  public boolean yields() {
    return yields;
  }

  @Override
  public boolean wants(Request request) {
    return !gone;
  }

  @Override
  public void answer(Request request, Pdu answer) {
    hears.accept(request, answer);
  }

  List<Pdu> answers() {
    return answers;
  }

  @Override
  public String toString() {
    return name;
  }
}
