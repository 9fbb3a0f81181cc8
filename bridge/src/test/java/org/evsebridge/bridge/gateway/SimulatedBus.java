package org.evsebridge.bridge.gateway;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.config.gateway.LineConfig;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Rtu;

/** A bus with an RTU line in simulated time: everything happens in one thread, when it is due. */
final class SimulatedBus {
  private record Event(long at, long number, Runnable task) {}

  /** A device at the far end: what it is sent, and the bytes that it says. */
  interface Device {
    void asked(Adu request);
  }

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final Bus bus;
  private Transport.Owner owner;
  private Device device;
  private Runnable step;
  private long now = 1_000_000_000;
  private long number;
  private long alarmAt = Long.MAX_VALUE;

  SimulatedBus(LineConfig config, Devices devices) {
    this(config, devices, LineGuard.NONE);
  }

  SimulatedBus(LineConfig config, Devices devices, LineGuard guard) {
    RtuLine line =
        new RtuLine(
            "simulated",
            new FarEnd(),
            LineTiming.of(SerialSettings.MODULE, config.times()),
            config.times(),
            false,
            this::now);
    Function<Runnable, Alarm> alarms =
        task -> {
          step = task;
          return new NextMoment();
        };
    bus = new Bus(config, line, devices, guard, this::now, this::at, alarms);
    bus.open();
  }

  void device(Device next) {
    device = next;
  }

  Bus bus() {
    return bus;
  }

  long now() {
    return now;
  }

  /** Does something at a moment. */
  void at(long moment, Runnable task) {
    events.add(new Event(Math.max(now, moment), number++, task));
  }

  /** The device says something, now. */
  void says(byte[] bytes) {
    owner.received(bytes);
  }

  /** The adapter is pulled out. */
  void down() {
    owner.down("unplugged");
  }

  /** Lets time pass until there is nothing more to do, or as long as something is true. */
  void run(BooleanSupplier goesOn) {
    while (goesOn.getAsBoolean()) {
      Event next = events.peek();
      if (alarmAt <= (next == null ? Long.MAX_VALUE - 1 : next.at)) {
        now = Math.max(now, alarmAt);
        alarmAt = Long.MAX_VALUE;
        step.run();
      } else if (next != null) {
        events.remove();
        now = next.at;
        next.task.run();
      } else {
        return;
      }
    }
  }

  private final class NextMoment implements Alarm {
    @Override
    public void by(long moment) {
      if (moment - now < NEVER_NANOS / 2) {
        alarmAt = Math.min(alarmAt, moment);
      }
    }

    @Override
    public void close() {}
  }

  private final class FarEnd implements Transport {
    @Override
    public void start(Owner hears) {
      owner = hears;
      owner.up();
    }

    @Override
    public boolean write(byte[] bytes) {
      device.asked(Rtu.decode(bytes, 0, bytes.length).orElseThrow());
      return true;
    }

    @Override
    public boolean reset() {
      return false;
    }

    @Override
    public void close() {}
  }
}
