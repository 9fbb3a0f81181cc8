package org.evsebridge.bridge.p1;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.serial.Presence;
import org.evsebridge.bridge.serial.ReconnectingDevice;
import org.evsebridge.bridge.serial.SharedDevices;

/**
 * A smart meter: its device is held open, and each of its telegrams is cut out once for all that
 * want it.
 */
final class Meter implements Presence<String>, AutoCloseable {
  private final String path;
  private final SerialParameters parameters;
  private final ReconnectingDevice device;
  private final List<MeterOutput> outputs = new CopyOnWriteArrayList<>();

  // Guarded by this object, as is each call of an output.
  private TelegramFramer framer;
  private boolean up;

  /** Why it is away; empty while it is up, and until that is known. */
  private Optional<String> away = Optional.empty();

  Meter(String path, SerialParameters parameters, SharedDevices devices) {
    this.path = path;
    this.parameters = parameters;
    this.device = new ReconnectingDevice(this::named, path, parameters, devices);
  }

  /** Starts to hold the device; call it once. */
  void start() {
    device.start(this);
  }

  /** Whose it is, for the log. */
  private String named() {
    return outputs.stream().map(MeterOutput::name).collect(Collectors.joining(", "));
  }

  boolean isOn(String otherPath, SerialParameters others) {
    return FileNames.real(path).equals(FileNames.real(otherPath)) && parameters.equals(others);
  }

  boolean isFree() {
    return outputs.isEmpty();
  }

  synchronized void add(MeterOutput output) {
    outputs.add(output);
    if (up) {
      output.up();
    } else {
      away.ifPresent(output::down);
    }
  }

  /** Nothing of the output is called any more when this returns; false when it was not there. */
  synchronized boolean remove(MeterOutput output) {
    return outputs.remove(output);
  }

  /** The rest of a telegram that was cut off by the device's absence never comes. */
  @Override
  public synchronized void up() {
    up = true;
    away = Optional.empty();
    framer =
        new TelegramFramer(
            telegram -> outputs.forEach(output -> output.telegram(telegram)),
            () -> outputs.forEach(MeterOutput::broken));
    outputs.forEach(MeterOutput::up);
  }

  @Override
  public synchronized void received(byte[] bytes) {
    outputs.forEach(output -> output.received(bytes));
    framer.take(bytes);
  }

  @Override
  public synchronized void down(String why) {
    up = false;
    away = Optional.of(why);
    outputs.forEach(output -> output.down(why));
  }

  /** Lets go of the device; it is closed when this returns, unless others have it open too. */
  @Override
  public void close() {
    device.close();
  }
}
