package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.ghgande.j2mod.modbus.procimg.SimpleInputRegister;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.slave.ModbusSlave;
import com.ghgande.j2mod.modbus.slave.ModbusSlaveFactory;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.testing.ModbusClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices behind a TCP connection, in either framing. */
class TcpUpstreamTest {
  private static final int UNIT = 2;
  private static final Pdu READ = Pdu.request(4, 0x0105, 3);
  private static final Pdu OTHER = Pdu.request(4, 0x0109, 3);

  private final Rig front;
  private final Rig behind;
  private ServerSocket server;

  TcpUpstreamTest() throws IOException {
    front = new Rig(request -> List.of());
    behind = new Rig(GatewayTest::obey);
  }

  @AfterEach
  void unplug() throws Exception {
    front.close();
    behind.close();
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

  @Test
  void aLateAnswerGoesToNobodyAlsoAcrossAReconnect() throws Exception {
    server = new ServerSocket(0);
    startFront(server.getLocalPort(), Framing.RTU, ", late: 2s");
    ModbusClient client = front.client(Framing.TCP);
    byte[] first;
    try (Socket device = server.accept()) {
      client.send(UNIT, READ);
      first = request(device, Framing.RTU);
    }
    assertThat(client.receive().adu().pdu())
        .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
    try (Socket device = server.accept()) {
      askUntilItWaits(client);
      // The answer to the request of the connection before comes first.
      device.getOutputStream().write(Framing.RTU.encode(0, new Adu(UNIT, right(READ))));
      byte[] second = request(device, Framing.RTU);
      answer(device, Framing.RTU, second, right(OTHER));
      assertThat(client.receive().adu().pdu()).isEqualTo(right(OTHER));
      assertThat(first).isNotEqualTo(second);
    }
  }

  /** Asks until the line is up again, so that the request is held back and not refused. */
  private void askUntilItWaits(ModbusClient client) {
    await()
        .until(
            () -> {
              client.send(UNIT, OTHER);
              await().until(() -> front.waiting() == 1 || client.hasAnswer());
              if (front.waiting() == 1) {
                return true;
              }
              client.receive();
              return false;
            });
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
    startFront(server.getLocalPort(), Framing.TCP, ", timeout: 5s");
    try (Socket device = server.accept();
        LogLines log = LogLines.of(MbapLine.class)) {
      ModbusClient client = front.client(Framing.TCP);
      client.send(UNIT, READ);
      request(device, Framing.TCP);
      client.send(UNIT, OTHER);
      await().until(() -> front.waiting() == 1);
      device.getOutputStream().write(Framing.RTU.encode(0, new Adu(UNIT, right(READ))));
      assertThat(client.receive().adu().pdu())
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_TARGET_FAILED_TO_RESPOND));
      assertThat(client.receive().adu().pdu())
          .isEqualTo(Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE));
      assertThat(log.with("rtu: true")).hasSize(1);
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
