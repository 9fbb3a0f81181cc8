package org.evsebridge.bridge.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.evsebridge.bridge.config.SerialParameters;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.natives.NativeLibraries;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.serial.SerialException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open serial device, real or pseudo-terminal.
 *
 * <p>A thread of its own reads and hands every piece to the {@link Presence} that it was opened
 * for; {@link #write} blocks until the system has taken the bytes (not until they are on the wire)
 * and must not be called on an event loop. Once lost or closed, a device stays so: open a new one.
 */
public final class SerialDevice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SerialDevice.class);
  private static final int READ_BUFFER = 4096;
  private static final long CLOSE_MILLIS = 1_000;

  /** What the system and a USB adapter need beyond the time on the wire to get bytes out. */
  private static final long DRAIN_NANOS = 50_000_000;

  private static final long LONGEST_DRAIN_NANOS = 500_000_000;

  /** A write that takes so much longer than its bytes on the wire hangs. */
  private static final long HANG_NANOS = 2_000_000_000;

  static {
    loadLibrary();
  }

  private final String path;
  private final SerialPort port;
  private final Presence<SerialException> receiver;
  private volatile SerialParameters parameters;
  private final List<String> refused = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean breakOn;
  private volatile long lineBusyUntil = System.nanoTime();
  private volatile boolean writing;
  private volatile Thread reader;

  private SerialDevice(
      String path,
      SerialPort port,
      SerialParameters parameters,
      Presence<SerialException> receiver) {
    this.path = path;
    this.port = port;
    this.parameters = parameters;
    this.receiver = receiver;
  }

  /**
   * Loads the native library, which makes the process ignore SIGHUP and SIGUSR1. A program that
   * handles these signals calls this first.
   */
  public static void loadLibrary() {
    NativeLibraries.load();
  }

  /**
   * Opens a device raw, without flow control. Nothing is read before {@link #startReading}.
   *
   * @param path a device or a symbolic link to one
   * @throws SerialException with the reason and what to do about it
   */
  public static SerialDevice open(
      String path, SerialSettings settings, Presence<SerialException> receiver)
      throws SerialException {
    return open(path, SerialParameters.of(settings), receiver);
  }

  /**
   * Opens a device raw, with all that can be set about its line.
   *
   * @throws SerialException with the reason and what to do about it
   */
  public static SerialDevice open(
      String path, SerialParameters parameters, Presence<SerialException> receiver)
      throws SerialException {
    return open(path, parameters, receiver, true);
  }

  /**
   * Opens a device that others may have open too; who of them reads a byte is a matter of chance.
   *
   * @throws SerialException with the reason and what to do about it
   */
  public static SerialDevice openShared(
      String path, SerialParameters parameters, Presence<SerialException> receiver)
      throws SerialException {
    return open(path, parameters, receiver, false);
  }

  private static SerialDevice open(
      String path,
      SerialParameters parameters,
      Presence<SerialException> receiver,
      boolean exclusive)
      throws SerialException {
    if (!Files.exists(Path.of(path))) {
      throw SerialException.cannotOpen(path, SerialException.ENOENT);
    }
    SerialPort port;
    try {
      port = SerialPort.getCommPort(path);
    } catch (SerialPortInvalidPortException e) {
      throw SerialException.cannotOpen(path, SerialException.ENODEV);
    }
    PortSetup.line(port, parameters);
    parameters.rs485().ifPresent(mode -> PortSetup.drivePair(port, mode));
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, 0, 0);
    // Before the opening, so that a line that is to be down is up as briefly as possible.
    parameters.dtr().ifPresent(on -> setBefore(on, port::setDTR, port::clearDTR));
    parameters.rts().ifPresent(on -> setBefore(on, port::setRTS, port::clearRTS));
    if (!exclusive) {
      port.disableExclusiveLock();
    }
    if (!port.openPort(0)) {
      int errno = port.getLastErrorCode();
      // jSerialComm says "no such file" too when somebody else holds its lock on the device.
      boolean held = errno == SerialException.ENOENT && Files.exists(Path.of(path));
      throw SerialException.cannotOpen(path, held ? SerialException.EBUSY : errno);
    }
    Termios.putRight(path, parameters);
    SerialDevice device = new SerialDevice(path, port, parameters, receiver);
    if (!parameters.dtr().map(device::setDtr).orElse(true)) {
      device.refused.add("has no line DTR: 'dtr' does nothing there");
    }
    if (!parameters.rts().map(device::setRts).orElse(true)) {
      device.refused.add("has no line RTS: 'rts' does nothing there");
    }
    if (parameters.rs485().isPresent() && !Termios.drivesPair(path)) {
      device.refused.add("has no RS485 mode in its driver: 'rs485' does nothing there");
    }
    return device;
  }

  private static void setBefore(boolean on, Runnable set, Runnable clear) {
    (on ? set : clear).run();
  }

  /** The parameters that the device refused, each as a sentence for a person. */
  public List<String> refused() {
    return refused.stream().map(what -> path + " " + what).toList();
  }

  /**
   * Tells the receiver that the device is up, and starts the reading thread, on which it is called
   * from now on. Call it once.
   */
  public void startReading() {
    receiver.up();
    reader = Threads.daemon("serial " + path, this::read);
    reader.start();
  }

  private void read() {
    byte[] buffer = new byte[READ_BUFFER];
    while (true) {
      int n = port.readBytes(buffer, buffer.length);
      if (over.get()) {
        return;
      }
      if (n > 0) {
        byte[] bytes = dataBits(Arrays.copyOf(buffer, n));
        hand(path, () -> receiver.received(bytes));
      } else if (n < 0 || !port.isOpen()) {
        lost(" went away");
        return;
      }
    }
  }

  /**
   * A character has as many bits as its line. Pseudo-terminals, and adapters whose driver knows
   * eight bits only, hand on the parity bit above them.
   */
  private byte[] dataBits(byte[] bytes) {
    int bits = parameters.settings().dataBits();
    if (bits < Byte.SIZE) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] &= (byte) ((1 << bits) - 1);
      }
    }
    return bytes;
  }

  /**
   * An exception in the receiver must not end the reading thread, or nobody would notice a loss.
   */
  static void hand(String path, Runnable receiving) {
    try {
      receiving.run();
    } catch (RuntimeException e) {
      LOG.error("{}: a fault of the bridge, please report it: {}", path, e.toString());
      LOG.debug("{}: the fault", path, e);
    }
  }

  private void lost(String why) {
    if (over.compareAndSet(false, true)) {
      port.closePort(); // at once, so that an adapter comes back under its own name
      receiver.down(new SerialException(Reason.LOST, path + why));
    }
  }

  /** Treats the device as lost if a write to it hangs; the write ends with that. */
  void giveUpIfItHangs() {
    if (writing && System.nanoTime() - lineBusyUntil > HANG_NANOS) {
      lost(" takes nothing any more: unplug the adapter and plug it in again");
    }
  }

  /**
   * Writes all the bytes.
   *
   * @throws SerialException when the device is gone
   */
  public void write(byte[] bytes) throws SerialException {
    long now = System.nanoTime();
    long begin = lineBusyUntil - now > 0 ? lineBusyUntil : now;
    lineBusyUntil = begin + bytes.length * parameters.settings().characterNanos();
    writing = true;
    try {
      writeAll(bytes);
    } finally {
      writing = false;
    }
  }

  private void writeAll(byte[] bytes) throws SerialException {
    int written = 0;
    while (written < bytes.length) {
      int n = over.get() ? -1 : port.writeBytes(bytes, bytes.length - written, written);
      if (n <= 0) { // the library's answer to an error is 0 until somebody closes the port
        throw new SerialException(Reason.LOST, path + " went away");
      }
      written += n;
    }
  }

  /** How the line is set now. */
  public SerialParameters parameters() {
    return parameters;
  }

  /**
   * Changes the settings while the device is open. What the driver cannot do stays as it was,
   * without an error: pseudo-terminals, for example, only have 8 data bits.
   */
  public void change(SerialParameters wanted) {
    PortSetup.line(port, wanted);
    Termios.putRight(path, wanted);
    parameters = wanted;
  }

  /**
   * From now on, until the settings change, a break is read as a byte 0, which shows a line that is
   * slower than the settings say.
   */
  public void hearBreaks() {
    Termios.hearBreaks(path);
  }

  /** Begins or ends a break: a line held low. */
  public void setBreak(boolean on) {
    breakOn = on;
    if (on) {
      port.setBreak();
    } else {
      port.clearBreak();
    }
  }

  /** Whether a break is on. */
  public boolean isBreak() {
    return breakOn;
  }

  /** Whether the line DTR is up; false on a device without such a line. */
  public boolean isDtr() {
    return port.getDTR();
  }

  /** Whether the line RTS is up; false on a device without such a line. */
  public boolean isRts() {
    return port.getRTS();
  }

  /** Sets the line DTR; false, and nothing is done, on a device without such a line. */
  public boolean setDtr(boolean on) {
    return on ? port.setDTR() : port.clearDTR();
  }

  /** Sets the line RTS; false, and nothing is done, on a device without such a line. */
  public boolean setRts(boolean on) {
    return on ? port.setRTS() : port.clearRTS();
  }

  /** Throws away what is still on its way in and out. */
  public void purge() {
    port.flushIOBuffers();
  }

  public String path() {
    return path;
  }

  /** Waits until what was written is out, as closing throws away the rest. */
  private void drain() {
    long rest = lineBusyUntil - System.nanoTime();
    if (rest > -DRAIN_NANOS) {
      LockSupport.parkNanos(Math.min(rest + DRAIN_NANOS, LONGEST_DRAIN_NANOS));
    }
  }

  /**
   * Closes the device. When this returns, the device is free and the receiver is not called any
   * more.
   */
  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      drain();
      if (parameters.hangupWhenDone()) {
        setDtr(false);
        setRts(false);
      }
      port.closePort();
      waitForReader(); // a read in progress keeps the device open
    }
  }

  private void waitForReader() {
    if (reader == null || reader == Thread.currentThread()) {
      return;
    }
    try {
      reader.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
