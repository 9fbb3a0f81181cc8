package org.evsebridge.simulator.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Received;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.modbus.Rtu;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tap of the RS485 bus: RTU requests of its user go to the units on the bus, and the answer comes
 * back to the tap that asked. What is no frame is dropped up to the next silence, as units do it.
 */
public final class BusTap implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BusTap.class);

  private final String name;
  private final Tap tap;
  private final Function<Adu, Optional<Adu>> units;
  private final RequestReader reader = RequestReader.of(Framing.RTU);

  private BusTap(String name, Tap tap, Function<Adu, Optional<Adu>> units) {
    this.name = name;
    this.tap = tap;
    this.units = units;
  }

  /**
   * Opens a tap.
   *
   * @param units what answers on the bus, empty for silence; called on the tap's thread
   * @throws IOException as {@link PseudoTerminal#open}
   */
  public static BusTap open(Path link, SerialSettings line, Function<Adu, Optional<Adu>> units)
      throws IOException {
    BusTap bus = new BusTap(link.getFileName().toString(), Tap.open(link, line), units);
    bus.tap.start(
        new Tap.Listener() {
          @Override
          public void received(byte[] bytes) {
            if (bus.tap.speedIsRight()) {
              bus.reader.received(bytes, bus::serve);
            }
          }

          @Override
          public void silent() {
            bus.reader.silence(bus::serve);
          }
        });
    return bus;
  }

  private void serve(Received received) {
    if (received instanceof Received.Request request) {
      units.apply(request.adu()).ifPresent(answer -> tap.send(Rtu.encode(answer)));
    } else {
      LOG.debug("{}: no request, dropped: {}", name, received);
    }
  }

  @Override
  public void close() {
    tap.close();
  }
}
