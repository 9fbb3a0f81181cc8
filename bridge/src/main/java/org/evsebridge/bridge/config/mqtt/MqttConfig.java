package org.evsebridge.bridge.config.mqtt;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The block {@code mqtt:}: what the bridge tells a broker.
 *
 * @param login who the bridge is to the broker; empty for anybody
 * @param caFile certificates that the broker's must come from; empty for those the machine trusts
 * @param clientId what the broker calls this bridge; empty for a name made of the machine's id
 * @param meter the device of the {@code p1:} entry that is shown; empty for the only one
 * @param prefix the first levels of every topic
 * @param control whether commands are taken
 */
public record MqttConfig(
    BrokerAddress broker,
    Optional<Login> login,
    Optional<Path> caFile,
    Optional<String> clientId,
    Optional<String> meter,
    String prefix,
    DiscoveryConfig discovery,
    boolean control,
    MqttTimes times) {
  /**
   * Who the bridge is to the broker.
   *
   * @param passwordFile where the password stands; empty where none is needed
   */
  public record Login(String username, Optional<Path> passwordFile) {}

  /** This block, with its files as they are seen from the file that the block stands in. */
  public MqttConfig in(Path file) {
    return new MqttConfig(
        broker,
        login.map(one -> new Login(one.username(), one.passwordFile().map(file::resolveSibling))),
        caFile.map(file::resolveSibling),
        clientId,
        meter,
        prefix,
        discovery,
        control,
        times);
  }

  /** Such as {@code mqtt at mqtt://127.0.0.1:1883}. */
  public String name() {
    return "mqtt at " + broker;
  }
}
