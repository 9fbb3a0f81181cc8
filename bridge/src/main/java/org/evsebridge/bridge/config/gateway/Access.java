package org.evsebridge.bridge.config.gateway;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.Subnet;

/**
 * Who may do what on a port.
 *
 * @param readonly for clients without a rule of their own
 * @param allow who may connect; everybody when empty
 * @param clients rules for some clients; the first that fits counts
 */
public record Access(ReadOnly readonly, List<Subnet> allow, List<ClientRule> clients) {
  /** What becomes of writes. */
  public enum ReadOnly {
    /** They pass. */
    OFF,
    /** They are dropped, and answered as if they had been done. */
    PRETEND,
    /** They are refused. */
    DENY
  }

  /**
   * What differs for some clients.
   *
   * @param trusted whether protected registers are open to them
   */
  public record ClientRule(Subnet address, Optional<ReadOnly> readonly, boolean trusted) {}

  /** Whether a client may connect. */
  public boolean admits(InetAddress client) {
    return allow.isEmpty() || allow.stream().anyMatch(subnet -> subnet.contains(client));
  }

  public ReadOnly readonlyFor(InetAddress client) {
    return rule(client).flatMap(ClientRule::readonly).orElse(readonly);
  }

  /** Whether protected registers are open to a client. */
  public boolean trusts(InetAddress client) {
    return rule(client).map(ClientRule::trusted).orElse(false);
  }

  private Optional<ClientRule> rule(InetAddress client) {
    return clients.stream().filter(rule -> rule.address().contains(client)).findFirst();
  }
}
