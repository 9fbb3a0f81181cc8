package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.ModbusClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices behind a TCP connection, in either framing. */
class TcpUpstreamTest {
  private static final int UNIT = 2;
  private static final Pdu READ = Pdu.request(4, 0x0105, 3);
  private static final Pdu OTHER = Pdu.request(4, 0x0109, 3);

  @RegisterExtension final Rig front = new Rig(request -> List.of());
  @RegisterExtension final Rig behind = new Rig(GatewayTest::obey);
  private ServerSocket server;

  @AfterEach
  void unplug() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private void startFront(int port, Framing framing, String more) throws Exception {
    front.start(
        List.of(
            "- {port: 0, host: 127.0.0.1, uri: '127.0.0.1:"
                + port
                + "', rtu: "
                + (framing == Framing.RTU)
                + more
                + "}"));
  }

  private static Pdu right(Pdu request) {
    return GatewayTest.right(new Adu(UNIT, request));
  }

  @ParameterizedTest
  @EnumSource
  void readsAndWritesPassThroughAnotherGateway(Framing upstream) throws Exception {
    startFront(behind.start("baudrate: 115200").getPort(), upstream, "");
    for (Framing framing : Framing.values()) {
      ModbusClient client = front.client(framing);
      assertThat(client.ask(UNIT, READ)).isEqualTo(right(READ));
      Pdu write = Pdu.request(6, 0x0201, 0x0606);
      assertThat(client.ask(UNIT, write)).isEqualTo(write);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whenTheOtherSideIsGoneTheAnswerIs0AUntilItIsBack(Framing upstream) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    startFront(port, upstream, "");
    ModbusClient client = front.client(Framing.TCP);
    assertThat(client.ask(UNIT, READ))
        .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    behind.start(List.of(behind.entryOn(port)));
    await().until(() -> client.ask(UNIT, READ).equals(right(READ)));
  }

  @Test
  void j2modsSlaveAnswersThroughIt() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    SimpleProcessImage image = new SimpleProcessImage(UNIT);
    image.addInputRegister(0x0105, new SimpleInputRegister(4711));
    ModbusSlave slave = ModbusSlaveFactory.createTCPSlave(port, 2);
    slave.addProcessImage(UNIT, image);
    slave.open();
    try {
      startFront(port, Framing.TCP, "");
      ModbusClient client = front.client(Framing.RTU);
      await()
          .until(
              () ->
                  client
                      .ask(UNIT, Pdu.request(4, 0x0105, 1))
                      .equals(Pdu.of(4, 2, 4711 >> 8, 4711 & 0xFF)));
    } finally {
      ModbusSlaveFactory.close(slave);
    }
  }

  /** Reads a request of eight bytes in RTU, or of twelve in Modbus TCP. */
  private static byte[] request(Socket upstream, Framing framing) throws IOException {
    byte[] request = new byte[framing == Framing.RTU ? 8 : 12];
    new DataInputStream(upstream.getInputStream()).readFully(request);
    return request;
  }

  private static void answer(Socket upstream, Framing framing, byte[] request, Pdu pdu)
      throws IOException {
    int transaction = (request[0] & 0xFF) << 8 | request[1] & 0xFF;
    upstream.getOutputStream().write(framing.encode(transaction, new Adu(UNIT, pdu)));
  }

  @ParameterizedTest
  @EnumSource
  void aLateAnswerGoesToNobody(Framing upstream) throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), upstream, ", timeout: 700ms, late: 1s");
    try (Socket device = server.accept()) {
      ModbusClient client = front.client(Framing.TCP);
      client.send(UNIT, READ);
      byte[] first = request(device, upstream);
      assertThat(client.receive().adu().pdu())
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
      client.send(UNIT, OTHER);
      answer(device, upstream, first, right(READ));
      byte[] second = request(device, upstream);
      answer(device, upstream, second, right(OTHER));
      assertThat(client.receive().adu().pdu()).isEqualTo(right(OTHER));
    }
  }

  /** An answer like the right one, to a request of the connection before. */
  private static final Pdu LATE = Pdu.of(4, 6, 0, 9, 0, 9, 0, 9);

  @Test
  void aLateAnswerGoesToNobodyAlsoAcrossAReconnect() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.RTU, ", late: 5s, deadline: 20s");
    ModbusClient client = front.client(Framing.TCP);
    ModbusClient other = front.client(Framing.TCP);
    try (Socket device = server.accept()) {
      client.send(UNIT, READ);
      request(device, Framing.RTU);
    }
    try (Socket device = server.accept()) {
      other.send(UNIT, OTHER);
      await().until(() -> front.waiting() == 2); // held back, as the late answer would fit both
      device.getOutputStream().write(Framing.RTU.encode(0, new Adu(UNIT, LATE)));
      for (int i = 0; i < 2; i++) {
        byte[] request = request(device, Framing.RTU);
        Pdu asked = Pdu.of(request, 1, 6);
        answer(device, Framing.RTU, request, right(asked));
      }
      assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
      assertThat(other.receive().adu().pdu()).isEqualTo(right(OTHER));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadWhoseConnectionBreaksIsAskedAgainOnTheNewOneAWriteIsNot(Framing upstream)
      throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), upstream, ", late: 50ms, late-ends-with-connection: true");
    ModbusClient client = front.client(Framing.TCP);
    Pdu write = Pdu.request(6, 0x0201, 0x0606);
    try (Socket device = server.accept()) {
      client.send(UNIT, READ);
      request(device, upstream);
    }
    try (Socket device = server.accept()) {
      byte[] again = request(device, upstream);
      answer(device, upstream, again, right(READ));
      assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
      client.send(UNIT, write);
      request(device, upstream);
    }
    assertThat(client.receive().adu().pdu())
        .isEqualTo(Pdu.exception(6, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
  }

  @ParameterizedTest
  @EnumSource
  void aPeerThatClosesAfterEachAnswerServesEveryReadAndWrite(Framing upstream) throws Exception {
    server = new ServerSocket(0);
    Thread peer =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket device = server.accept()) {
                    byte[] request = request(device, upstream);
                    int at = upstream == Framing.RTU ? 1 : 7;
                    answer(device, upstream, request, right(Pdu.of(request, at, at + 5)));
                  }
                }
              } catch (IOException e) {
                // the test is over
              }
            });
    peer.start();
    startFront(server.getLocalPort(), upstream, "");
    ModbusClient client = front.client(Framing.TCP);
    for (int i = 0; i < 30; i++) {
      Pdu request = i % 3 == 2 ? Pdu.request(6, 0x0201, i) : Pdu.request(4, i, 3);
      assertThat(client.ask(UNIT, request)).as("request %d", i).isEqualTo(right(request));
    }
  }

  @Test
  void whoClosesWhenIdleOrTakesOneRequestAConnectionIsConnectedWhenNeeded() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.TCP, ", connection-each: true, connect-delay: 100ms");
    ModbusClient client = front.client(Framing.TCP);
    for (int i = 0; i < 3; i++) {
      client.send(UNIT, READ);
      try (Socket device = server.accept()) {
        long connected = System.nanoTime();
        byte[] request = request(device, Framing.TCP);
        assertThat(Duration.ofNanos(System.nanoTime() - connected))
            .isGreaterThan(Duration.ofMillis(80));
        answer(device, Framing.TCP, request, right(READ));
        assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
        assertThat(device.getInputStream().read()).as("closed by the gateway").isEqualTo(-1);
      }
    }
  }

  @Test
  void anIdleConnectionIsClosedAfterItsTimeAndMadeAgainWhenNeeded() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.TCP, ", idle-close: 300ms");
    ModbusClient client = front.client(Framing.TCP);
    for (int i = 0; i < 2; i++) {
      client.send(UNIT, READ);
      try (Socket device = server.accept()) {
        byte[] request = request(device, Framing.TCP);
        answer(device, Framing.TCP, request, right(READ));
        assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
        assertThat(device.getInputStream().read()).as("closed by the gateway").isEqualTo(-1);
      }
    }
  }

  @Test
  void aConnectionThatHasGrownOldIsMadeAnewBetweenRequests() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    Thread peer =
        new Thread(
            () -> {
              try {
                while (true) {
                  try (Socket device = server.accept()) {
                    connections.incrementAndGet();
                    answerAll(device);
                  }
                }
              } catch (IOException e) {
                // the test is over
              }
            });
    server = new ServerSocket(0);
    peer.start();
    startFront(server.getLocalPort(), Framing.TCP, ", max-age: 200ms");
    ModbusClient client = front.client(Framing.TCP);
    await()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              assertThat(client.ask(UNIT, READ)).isEqualTo(right(READ));
              return connections.get() > 2;
            });
  }

  /** Answers reads in Modbus TCP until the other side closes. */
  private static void answerAll(Socket device) throws IOException {
    try {
      while (true) {
        byte[] request = request(device, Framing.TCP);
        answer(device, Framing.TCP, request, right(Pdu.of(request, 7, 12)));
      }
    } catch (EOFException e) {
      // it has closed
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionThatTakesRequestsAndSaysNothingIsMadeAnew(Framing upstream) throws Exception {
    server = new ServerSocket(0);
    try (LogLines log = LogLines.of(HungConnection.class)) {
      startFront(server.getLocalPort(), upstream, ", timeout: 200ms, late: 0, late-at-most: 0");
      ModbusClient client = front.client(Framing.TCP);
      try (Socket hung = server.accept()) {
        for (int i = 0; i < HungConnection.TIMEOUTS; i++) {
          client.ask(UNIT, Pdu.request(4, 0x0100 + i, 1));
        }
        assertThat(log.with("connecting anew")).singleElement().asString().startsWith("WARN");
        assertThat(hung.isConnected()).isTrue();
      }
      try (Socket device = server.accept()) {
        client.send(UNIT, READ);
        answer(device, upstream, request(device, upstream), right(READ));
        assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
        assertThat(log.with("answered again")).hasSize(1);
      }
    }
  }

  @Test
  void unitZeroIsAnOrdinaryAddressBehindModbusTcp() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.TCP, "");
    ModbusClient client = front.client(Framing.TCP);
    try (Socket device = server.accept()) {
      for (Pdu pdu : List.of(READ, Pdu.request(6, 0x0201, 7))) {
        client.send(0, pdu);
        byte[] request = request(device, Framing.TCP);
        assertThat(request[6]).isZero();
        int transaction = (request[0] & 0xFF) << 8 | request[1] & 0xFF;
        device.getOutputStream().write(Framing.TCP.encode(transaction, new Adu(0, right(pdu))));
        assertThat(client.receive().adu()).isEqualTo(new Adu(0, right(pdu)));
      }
    }
  }

  @Test
  void anAnswerInTwoSegmentsAStallApartIsAnswered() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.RTU, "");
    ModbusClient client = front.client(Framing.TCP);
    try (Socket device = server.accept()) {
      client.send(UNIT, READ);
      request(device, Framing.RTU);
      byte[] frame = Framing.RTU.encode(0, new Adu(UNIT, right(READ)));
      device.getOutputStream().write(frame, 0, 4);
      device.getOutputStream().flush();
      CompletableFuture<Void> rest = // after what a WLAN may take to send a segment again
          CompletableFuture.runAsync(
              () ->
                  assertThatCode(() -> device.getOutputStream().write(frame, 4, frame.length - 4))
                      .doesNotThrowAnyException(),
              CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS));
      assertThat(client.receive().adu().pdu()).isEqualTo(right(READ));
      rest.join();
    }
  }

  @Test
  void anAnswerOfAnotherUnitOrWithoutTransactionIsSaidOnceWithWhatToDo() throws Exception {
    server = new ServerSocket(0);
    try (LogLines log = LogLines.of(Hints.class)) {
      startFront(server.getLocalPort(), Framing.TCP, ", timeout: 200ms, retries: 0");
      ModbusClient client = front.client(Framing.TCP);
      try (Socket device = server.accept()) {
        for (int i = 0; i < 2; i++) {
          client.send(UNIT, Pdu.request(4, i, 3));
          int transaction = transaction(request(device, Framing.TCP));
          device
              .getOutputStream()
              .write(Framing.TCP.encode(transaction, new Adu(UNIT + 1, right(READ))));
          client.receive();
          client.send(UNIT, Pdu.request(4, 8 + i, 3));
          request(device, Framing.TCP);
          device.getOutputStream().write(Framing.TCP.encode(0, new Adu(UNIT, right(READ))));
          client.receive();
        }
        assertThat(log.with("another unit")).singleElement().asString().contains("units:");
        assertThat(log.with("transaction id")).hasSize(1);
      }
    }
  }

  @Test
  void anAnswerOfAnotherUnitIsOneFailureAndOneThatNobodyCanUseNoMoreThanItsTimeOut()
      throws Exception {
    server = new ServerSocket(0);
    try (LogLines log = LogLines.of(Bus.class)) {
      startFront(server.getLocalPort(), Framing.TCP, ", timeout: 100ms, late: 0, unit-retry: 1ms");
      ModbusClient client = front.client(Framing.TCP);
      try (Socket device = server.accept()) {
        for (int i = 0; i < LineTrouble.FAILURES; i++) {
          client.send(UNIT, Pdu.request(4, i, 3));
          int transaction = transaction(request(device, Framing.TCP));
          boolean late = i == 1;
          boolean numberless = i == 2;
          if (late) {
            client.receive();
          }
          Adu answer = new Adu(late || numberless ? UNIT : UNIT + 1, right(READ));
          device.getOutputStream().write(Framing.TCP.encode(numberless ? 0 : transaction, answer));
          if (!late) {
            client.receive();
          }
        }
        await()
            .untilAsserted(
                () ->
                    assertThat(log.with("trouble"))
                        .singleElement()
                        .asString()
                        .endsWith("unit 2: 2 time-outs, unit 2: 3 answers as another unit"));
      }
    }
  }

  private static int transaction(byte[] request) {
    return (request[0] & 0xFF) << 8 | request[1] & 0xFF;
  }

  @Test
  void aTelnetServerBehindAnRtuUpstreamIsSaidOnce() throws Exception {
    server = new ServerSocket(0);
    try (LogLines log = LogLines.of(Hints.class)) {
      startFront(server.getLocalPort(), Framing.RTU, "");
      try (Socket device = server.accept()) {
        byte[] options = {(byte) 0xFF, (byte) 0xFB, 3, (byte) 0xFF, (byte) 0xFB, 1};
        device.getOutputStream().write(options);
        await().untilAsserted(() -> assertThat(log.with("telnet")).hasSize(1));
        device.getOutputStream().write(options);
      }
      assertThat(log.with("telnet")).hasSize(1);
    }
  }

  @Test
  void aPeerThatSpeaksAnotherFramingIsTakenForNoneAndConnectedAgain() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.TCP, ", timeout: 5s");
    try (Socket device = server.accept()) {
      ModbusClient client = front.client(Framing.TCP);
      client.send(UNIT, READ);
      request(device, Framing.TCP);
      device.getOutputStream().write(Framing.RTU.encode(0, new Adu(UNIT, right(READ))));
      assertThat(client.receive().adu().pdu())
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
    }
    server.accept().close();
  }

  @Test
  void whatWaitsDoesNotGoIntoAConnectionThatMakesNoSense() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.TCP, ", timeout: 5s, retries: 0");
    ModbusClient client = front.client(Framing.TCP);
    try (Socket device = server.accept();
        LogLines log = LogLines.of(Hints.class)) {
      client.send(UNIT, READ);
      request(device, Framing.TCP);
      client.send(UNIT, OTHER);
      await().until(() -> front.waiting() == 1);
      device.getOutputStream().write(Framing.RTU.encode(0, new Adu(UNIT, right(READ))));
      assertThat(client.receive().adu().pdu())
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
      assertThat(log.with("rtu: true")).hasSize(1);
    }
    try (Socket device = server.accept()) {
      answer(device, Framing.TCP, request(device, Framing.TCP), right(OTHER));
      assertThat(client.receive().adu().pdu()).isEqualTo(right(OTHER));
    }
  }

  @Test
  void aPeerThatClosesAtOnceIsNotDialledInAStorm() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.TCP, "");
    server.accept().close();
    long first = System.nanoTime();
    server.accept().close();
    assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void aPeerThatClosesAgainAndAgainIsLoggedWhenItStartsAndWhenItEnds() throws Exception {
    server = new ServerSocket(0);
    String port = ":" + server.getLocalPort();
    try (LogLines log = LogLines.of(TcpTransport.class)) {
      startFront(server.getLocalPort(), Framing.TCP, "");
      for (int i = 0; i < 4; i++) {
        server.accept().close();
      }
      try (Socket lasting = server.accept()) {
        await().atMost(Duration.ofSeconds(20)).until(() -> !log.with("is back").isEmpty());
        assertThat(lasting.isConnected()).isTrue();
        assertThat(log.with(port))
            .satisfiesExactly(
                start -> assertThat(start).startsWith("WARN").contains("no connection lasts"),
                end -> assertThat(end).contains("is back"));
      }
    }
  }
}
