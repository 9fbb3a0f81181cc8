package org.evsebridge.bridge.net;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;
import org.evsebridge.bridge.process.Threads;

/**
 * Looks host names up without holding up an event loop, as the system's own way of doing that
 * blocks: for seconds where no name server answers. Each look-up has a thread of its own; there is
 * one for each attempt to connect.
 */
public final class HostNames extends AddressResolverGroup<InetSocketAddress> {
  private final Lookup lookup;

  /** How a name becomes addresses; may block. */
  interface Lookup {
    InetAddress[] addresses(String name) throws UnknownHostException;
  }

  public HostNames() {
    this(InetAddress::getAllByName);
  }

  HostNames(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
    return new InetNameResolver(loop) {
      @Override
      protected void doResolve(String name, Promise<InetAddress> found) {
        look(loop, name, found, addresses -> addresses[0]);
      }

      @Override
      protected void doResolveAll(String name, Promise<List<InetAddress>> found) {
        look(loop, name, found, List::of);
      }
    }.asAddressResolver();
  }

  private <T> void look(
      EventExecutor loop, String name, Promise<T> found, Function<InetAddress[], T> choice) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(name);
    if (literal != null) {
      found.setSuccess(choice.apply(new InetAddress[] {literal}));
      return;
    }
    Threads.daemon("look-up of " + name, () -> lookUp(loop, name, found, choice)).start();
  }

  private <T> void lookUp(
      EventExecutor loop, String name, Promise<T> found, Function<InetAddress[], T> choice) {
    try {
      T addresses = choice.apply(lookup.addresses(name));
      if (!loop.isShuttingDown()) { // nobody waits any more
        found.trySuccess(addresses);
      }
    } catch (UnknownHostException e) {
      if (!loop.isShuttingDown()) {
        found.tryFailure(e);
      }
    }
  }
}
