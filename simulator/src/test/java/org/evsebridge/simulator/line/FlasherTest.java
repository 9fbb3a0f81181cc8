package org.evsebridge.simulator.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fazecast.jSerialComm.SerialPort;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.HexFormat;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.Rtu;
import org.evsebridge.simulator.modbus.FirmwareImage;
import org.evsebridge.simulator.station.Station;
import org.evsebridge.simulator.testing.DefaultStation;
import org.evsebridge.simulator.time.SimulatedClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flasher that sends what the maker's was seen to send, over a pseudo-terminal. */
class FlasherTest {
  private static final int ANSWER_MILLIS = 5_000;

  @TempDir private Path dir;
  private Station station;
  private Rs485Bus bus;
  private BusTap tap;
  private SerialPort port;

  @BeforeEach
  void start() throws Exception {
    station = DefaultStation.at(ZonedDateTime.now(SimulatedClock.ZONE));
    bus = DefaultStation.bus(station, new LineFaults(1), seen -> {});
    tap = BusTap.open(dir.resolve("ttyEVSE"), bus, () -> Wire.INSTANT);
    pass(Duration.ofSeconds(1));
    port = SerialPort.getCommPort(dir.resolve("ttyEVSE").toString());
    port.setComPortParameters(9600, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
    port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, ANSWER_MILLIS, 0);
    assertThat(port.openPort(0)).isTrue();
  }

  @AfterEach
  void stop() {
    port.closePort();
    tap.close();
    bus.close();
  }

  /** The flasher's pauses, and the module's restart, in simulated time. */
  private void pass(Duration time) {
    for (long i = 0; i < time.dividedBy(SimulatedClock.STEP); i++) {
      station.tick(SimulatedClock.STEP);
    }
  }

  /** Sends a frame as it is and waits for as many bytes as the answer has. */
  private String exchange(byte[] frame, int answerLength) {
    port.writeBytes(frame, frame.length);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[256];
    while (answer.size() < answerLength) {
      int n = port.readBytes(buffer, answerLength - answer.size());
      assertThat(n).as("an answer within 5 s, after %d bytes", answer.size()).isPositive();
      answer.write(buffer, 0, n);
    }
    return HexFormat.of().formatHex(answer.toByteArray());
  }

  private String exchange(String frame, int answerLength) {
    return exchange(HexFormat.of().parseHex(frame), answerLength);
  }

  @Test
  void theObservedSequenceUpdatesTheModuleByteForByte() {
    assertThat(exchange("02060202123424f6", 8)).isEqualTo("02060202123424f6");
    pass(Duration.ofMillis(100));
    assertThat(exchange("0204000d0001a03a", 7)).isEqualTo("0204020000fd30");
    pass(Duration.ofSeconds(1));
    assertThat(exchange("f004050000012427", 7)).startsWith("f0040200");
    assertThat(exchange("f0040005000134ea", 7)).startsWith("f004022a11");

    FirmwareImage image = new FirmwareImage(0x2A12);
    for (int page = 0; page < FirmwareImage.PAGES; page++) {
      Pdu request = image.request(page);
      byte[] frame = Rtu.encode(new Adu(0xF0, request));
      assertThat(frame).hasSize(1 + 6 + 128 + 2);
      byte[] echo = Rtu.encode(new Adu(0xF0, Pdu.of(request.bytes(), 0, 5)));
      assertThat(exchange(frame, echo.length)).isEqualTo(HexFormat.of().formatHex(echo));
    }
    pass(Duration.ofSeconds(1));
    byte[] version = Rtu.encode(new Adu(2, Pdu.request(4, 0x0005, 1)));
    assertThat(exchange(version, 7)).startsWith("0204022a12");
    assertThat(port.bytesAvailable()).isZero();
  }
}
