package org.evsebridge.bridge.p1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.serial.SharedDevices;

/** The smart meters of a program, each read once however many want its telegrams. Thread-safe. */
public final class Meters {
  private final SharedDevices devices;
  private final List<Meter> meters = new ArrayList<>();

  /**
   * @param devices what others of the program may have open too
   */
  public Meters(SharedDevices devices) {
    this.devices = devices;
  }

  /**
   * Has an output hear what the meter of an entry says, from now on; returns at once, whether the
   * device is there or not.
   */
  public synchronized void join(P1Config entry, MeterOutput output) {
    meterOf(entry)
        .ifPresentOrElse(
            meter -> meter.add(output),
            () -> {
              Meter meter = new Meter(entry.device(), entry.parameters(), devices);
              meters.add(meter);
              meter.add(output);
              meter.start();
            });
  }

  private Optional<Meter> meterOf(P1Config entry) {
    return meters.stream()
        .filter(meter -> meter.isOn(entry.device(), entry.parameters()))
        .findFirst();
  }

  /** An output hears nothing more; the device is closed with the last one that leaves it. */
  public synchronized void leave(MeterOutput output) {
    for (Meter meter : List.copyOf(meters)) {
      if (meter.remove(output) && meter.isFree()) {
        meters.remove(meter);
        meter.close();
      }
    }
  }
}
