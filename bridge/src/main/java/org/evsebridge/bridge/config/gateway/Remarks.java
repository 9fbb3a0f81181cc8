package org.evsebridge.bridge.config.gateway;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a person should know of an entry that is without fault. */
final class Remarks {
  /** How long evcc's own proxy waits for an answer. */
  private static final Duration EVCC_SERIAL = Duration.ofSeconds(5);

  private static final Duration EVCC_TCP = Duration.ofSeconds(10);

  private Remarks() {}

  static List<String> of(ModbusProxyConfig entry) {
    List<String> remarks = new ArrayList<>();
    new TreeMap<>(entry.routes())
        .forEach(
            (unit, route) ->
                remarks.add(
                    "unit " + unit + " <-> " + route.line().name() + ", unit " + route.unit()));
    entry.lines().forEach(line -> timeout(line, remarks));
    if (listensOnIpv6(entry) && entry.access().clients().stream().anyMatch(Remarks::isIpv4)) {
      remarks.add(
          "the rules of 'clients' hold for the addresses given; the same host may come over IPv6,"
              + " where a rule for its IPv4 address does not: give both, or 'host: 0.0.0.0'");
    }
    return remarks;
  }

  private static void timeout(LineConfig line, List<String> remarks) {
    boolean serial = line.upstream() instanceof Upstream.Serial;
    Duration evcc = serial ? EVCC_SERIAL : EVCC_TCP;
    Duration ours = line.times().timeout();
    if (ours.compareTo(evcc) < 0) {
      remarks.add(
          line.name()
              + " is waited for "
              + ours.toMillis() / 1000.0
              + " s ('timeout'); evcc's own proxy waits "
              + evcc.toSeconds()
              + " s");
    }
  }

  private static boolean listensOnIpv6(ModbusProxyConfig entry) {
    return entry.listen().getAddress() instanceof Inet6Address;
  }

  private static boolean isIpv4(Access.ClientRule rule) {
    return rule.address().address() instanceof Inet4Address;
  }
}
