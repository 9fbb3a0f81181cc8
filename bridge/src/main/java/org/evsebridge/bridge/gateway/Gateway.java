package org.evsebridge.bridge.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.config.LineConfig;
import org.evsebridge.bridge.config.ModbusProxyConfig;
import org.evsebridge.bridge.modbus.RequestReader;
import org.evsebridge.bridge.net.Listener;
import org.evsebridge.bridge.net.Loops;

/**
 * The Modbus gateway: TCP ports whose clients share serial lines. Entries of the same line share
 * one bus.
 */
public final class Gateway implements AutoCloseable {
  private static final Duration PORT_RETRY = Duration.ofSeconds(5);

  private final Map<LineConfig, Bus> buses = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  private Gateway() {}

  /**
   * Starts every entry and returns at once. Ports and devices that cannot be had are tried again
   * until they can.
   */
  public static Gateway start(List<ModbusProxyConfig> entries, Loops loops) {
    Gateway gateway = new Gateway();
    for (ModbusProxyConfig entry : entries) {
      Bus bus =
          gateway.buses.computeIfAbsent(entry.line(), line -> Bus.start(line, new RtuLine(line)));
      gateway.listeners.add(
          Listener.open(
              entry.name(), entry.listen(), PORT_RETRY, loops, gateway.pipeline(entry, bus)));
    }
    return gateway;
  }

  private ChannelInitializer<Channel> pipeline(ModbusProxyConfig entry, Bus bus) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel client) {
        clients.add(client);
        client
            .pipeline()
            .addLast(new RequestFramer(RequestReader.detecting()))
            .addLast(new ClientHandler(bus, entry.deadline()));
      }
    };
  }

  /** The entries' ports, in the entries' order. */
  public List<Listener> listeners() {
    return List.copyOf(listeners);
  }

  /** Stops listening, closes every connection and lets go of the lines; all is closed on return. */
  @Override
  public void close() {
    listeners.forEach(Listener::close);
    clients.close().awaitUninterruptibly();
    buses.values().forEach(Bus::close);
  }
}
