package org.evsebridge.bridge.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.evsebridge.bridge.config.gateway.ModbusProxyConfig;
import org.evsebridge.bridge.config.gateway.ModbusProxyReader;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.ExceptionCode;
import org.evsebridge.bridge.modbus.Framing;
import org.evsebridge.bridge.modbus.Pdu;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.testing.LogLines;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;
import org.evsebridge.bridge.yaml.YamlReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientHandlerTest {
  private static final int WRITABILITY = 1;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private Bus bus;
  private EmbeddedChannel channel;

  /** A channel whose other side has an address. */
  private static final class Connected extends EmbeddedChannel {
    @Override
    protected SocketAddress remoteAddress0() {
      return new InetSocketAddress("10.0.0.9", 50_000);
    }
  }

  @BeforeEach
  void connect() throws Exception {
    YamlNode list = YamlReader.read("x", "- {port: 1, device: /dev/x}").get(0);
    ModbusProxyConfig config =
        ModbusProxyReader.read(((YamlNode.Sequence) list).items(), new Problems()).get(0);
    bus =
        Bus.start(
            config.line(), ScriptedLine.down(), new Devices(List.of()), LineGuard.NONE, timer);
    channel = new Connected();
    channel
        .pipeline()
        .addLast(new RequestFramer(RequestReader.detecting(), System::nanoTime))
        .addLast(new ClientHandler(new ProxyPort(config, line -> bus), channel));
    channel.pipeline().fireChannelActive();
  }

  @AfterEach
  void close() {
    channel.close();
    bus.close();
    timer.shutdownNow();
  }

  private static byte[] frame(int transaction, Pdu pdu) {
    return Framing.TCP.encode(transaction, new Adu(2, pdu));
  }

  @Test
  void eachAnswerIsOneWrite() {
    byte[] first = frame(7, Pdu.request(4, 0, 1));
    channel.writeInbound(Unpooled.wrappedBuffer(first, frame(8, Pdu.request(3, 0, 1))));
    channel.runPendingTasks();
    assertThat(written())
        .isEqualTo(frame(7, Pdu.exception(4, ExceptionCode.GATEWAY_PATH_UNAVAILABLE)));
    assertThat(written())
        .isEqualTo(frame(8, Pdu.exception(3, ExceptionCode.GATEWAY_PATH_UNAVAILABLE)));
    ByteBuf nothing = channel.readOutbound();
    assertThat(nothing).isNull();
  }

  private byte[] written() {
    ByteBuf buffer = channel.readOutbound();
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    buffer.release();
    return bytes;
  }

  @Test
  void aClientThatDoesNotReadIsNotReadUntilItDoes() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(WRITABILITY, false);
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isFalse();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(WRITABILITY, true);
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isTrue();
  }

  @Test
  void anUnreadableStreamEndsTheConnection() {
    channel.writeInbound(Unpooled.wrappedBuffer(frame(7, Pdu.request(4, 0, 1))));
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0, 1, 5, 5, 0, 6, 2, 4}));
    assertThat(channel.isActive()).isFalse();
  }

  @Test
  void aFaultOfTheBridgeItselfCostsOneConnectionAndIsSaidAloud() {
    try (LogLines log = LogLines.of(ClientHandler.class)) {
      channel.pipeline().fireExceptionCaught(new IllegalStateException("of all things"));
      assertThat(channel.isActive()).isFalse();
      assertThat(log.with("of all things"))
          .singleElement()
          .asString()
          .startsWith("ERROR")
          .contains("10.0.0.9:50000");
    }
  }

  @Test
  void aConnectionThatBreaksIsNoFault() {
    try (LogLines log = LogLines.of(ClientHandler.class)) {
      channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
      assertThat(channel.isActive()).isFalse();
      assertThat(log.with("ERROR")).isEmpty();
    }
  }
}
