package org.evsebridge.bridge.discover;

import com.ghgande.j2mod.modbus.io.AbstractModbusTransport;
import com.ghgande.j2mod.modbus.io.ModbusRTUTransport;
import com.ghgande.j2mod.modbus.net.AbstractSerialConnection;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.serial.SerialException;

/**
 * An open port as j2mod's serial master wants its line: so the port is opened by our own rules, and
 * j2mod frames, checks and waits. One thread uses it.
 */
final class MasterLine extends AbstractSerialConnection {
  private static final byte[] NOTHING = {};

  private final OpenPort port;
  private final ModbusRTUTransport transport = new ModbusRTUTransport();
  private byte[] ahead = NOTHING;
  private int timeoutMillis;
  private long heard;

  MasterLine(OpenPort port, int timeoutMillis) throws IOException {
    this.port = port;
    this.timeoutMillis = timeoutMillis;
    transport.setCommPort(this);
    transport.setTimeout(timeoutMillis);
  }

  /** How many bytes have come. */
  long heard() {
    return heard;
  }

  @Override
  public AbstractModbusTransport getModbusTransport() {
    return transport;
  }

  @Override
  public int readBytes(byte[] buffer, int wanted) {
    int read = 0;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (read < wanted && (ahead.length > 0 || fetch(end - System.nanoTime()))) {
      int n = Math.min(wanted - read, ahead.length);
      System.arraycopy(ahead, 0, buffer, read, n);
      ahead = Arrays.copyOfRange(ahead, n, ahead.length);
      read += n;
    }
    return read;
  }

  private boolean fetch(long nanos) {
    try {
      ahead = port.poll(Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)));
      heard += ahead.length;
      return ahead.length > 0;
    } catch (SerialException e) {
      return false; // the next write says so
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public int writeBytes(byte[] buffer, int count) {
    try {
      port.write(Arrays.copyOf(buffer, count));
      return count;
    } catch (SerialException e) {
      return -1;
    }
  }

  @Override
  public int bytesAvailable() {
    return ahead.length > 0 || port.isAhead() && fetch(0) ? ahead.length : 0;
  }

  @Override
  public int getBaudRate() {
    return port.settings().baudrate();
  }

  @Override
  public int getNumDataBits() {
    return port.settings().dataBits();
  }

  @Override
  public int getNumStopBits() {
    return port.settings().stopBits();
  }

  @Override
  public int getParity() {
    return port.settings().parity() == SerialSettings.Parity.NONE ? NO_PARITY : EVEN_PARITY;
  }

  @Override
  public void setComPortTimeouts(int mode, int readMillis, int writeMillis) {
    timeoutMillis = readMillis;
  }

  @Override
  public int getTimeout() {
    return timeoutMillis;
  }

  @Override
  public void setTimeout(int millis) {
    timeoutMillis = millis;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void open() {
    // It is.
  }

  @Override
  public void close() {
    // Whoever opened the port closes it.
  }

  @Override
  public String getPortName() {
    return "";
  }

  @Override
  public String getDescriptivePortName() {
    return "";
  }

  @Override
  public Set<String> getCommPorts() {
    return Set.of();
  }
}
