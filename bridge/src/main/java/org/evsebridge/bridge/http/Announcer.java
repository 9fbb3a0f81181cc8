package org.evsebridge.bridge.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.evsebridge.bridge.process.Threads;
import org.evsebridge.bridge.status.Episode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the home network by mDNS where the meter is served, in the words of HomeWizard's API: Home
 * Assistant finds it by the service, SmartEVSE by the host's name. Addresses of this machine come
 * and go, so they are looked up again and again, on a thread of its own, as mDNS takes its time.
 */
final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final String SERVICE = "_hwenergy._tcp.local.";
  private static final long LOOK_SECONDS = 30;
  private static final long CLOSE_SECONDS = 3;

  /** Of the serial number, so many digits stand in the name. */
  private static final int NAME_DIGITS = 6;

  private final String owner;
  private final InetSocketAddress served;
  private final String name;
  private final Map<String, String> texts;
  private final ScheduledThreadPoolExecutor thread = Threads.scheduler("mdns");
  // These two belong to the thread.
  private final Map<InetAddress, JmDNS> answering = new HashMap<>();
  private final Episode trouble = new Episode();

  /**
   * @param owner for the log
   * @param served the address and port that clients connect to
   */
  Announcer(String owner, InetSocketAddress served, String serial) {
    this.owner = owner;
    this.served = served;
    this.name =
        "p1meter-" + serial.substring(serial.length() - NAME_DIGITS).toUpperCase(Locale.ROOT);
    this.texts = texts(serial);
    thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private static Map<String, String> texts(String serial) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("api_enabled", "1");
    texts.put("path", "/api/v1");
    texts.put("serial", serial);
    texts.put("product_name", HomeWizard.PRODUCT_NAME);
    texts.put("product_type", HomeWizard.PRODUCT_TYPE);
    return texts;
  }

  private void look() {
    try {
      Set<InetAddress> wanted = addresses();
      for (InetAddress gone : Set.copyOf(answering.keySet())) {
        if (!wanted.contains(gone)) {
          close(answering.remove(gone));
        }
      }
      for (InetAddress address : wanted) {
        if (!answering.containsKey(address)) {
          answering.put(address, announced(address));
          LOG.info("{}: announced as {}.local at {}", owner, name, address.getHostAddress());
        }
      }
      trouble.end();
    } catch (IOException | RuntimeException e) {
      if (trouble.isNews(e.toString())) {
        LOG.warn("{}: cannot be announced by mDNS: {}", owner, e.getMessage());
      }
    }
  }

  private JmDNS announced(InetAddress address) throws IOException {
    JmDNS mdns = JmDNS.create(address, name);
    try {
      mdns.registerService(ServiceInfo.create(SERVICE, name, served.getPort(), 0, 0, texts));
      return mdns;
    } catch (IOException e) {
      mdns.close();
      throw e;
    }
  }

  /** IPv4, which is all that the clients ask for. */
  private Set<InetAddress> addresses() throws SocketException {
    InetAddress own = served.getAddress();
    if (own != null && !own.isAnyLocalAddress()) {
      return Set.of(own);
    }
    Set<InetAddress> all = new HashSet<>();
    List<NetworkInterface> interfaces = NetworkInterface.networkInterfaces().toList();
    for (NetworkInterface each : interfaces) {
      if (each.isUp() && !each.isLoopback() && !each.isPointToPoint() && each.supportsMulticast()) {
        each.inetAddresses().filter(Inet4Address.class::isInstance).forEach(all::add);
      }
    }
    return all;
  }

  /** Says that the service goes; waits no longer than a moment for that. */
  @Override
  public void close() {
    Future<?> over = thread.submit(() -> answering.values().forEach(this::close));
    try {
      over.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("{}: mDNS closed with trouble", owner, e);
    }
    thread.shutdownNow();
  }

  private void close(JmDNS mdns) {
    try {
      mdns.close();
    } catch (IOException e) {
      LOG.debug("{}: mDNS closed with trouble", owner, e);
    }
  }
}
