package org.evsebridge.bridge.config.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.config.Subnet;
import org.evsebridge.bridge.config.gateway.Access.ClientRule;
import org.evsebridge.bridge.config.gateway.Access.ReadOnly;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;

/** The keys of a {@code modbusproxy:} entry that say who may do what. */
final class AccessKeys {
  private static final ScalarKind<Subnet> SUBNET =
      ScalarKind.of("an address or a range such as 192.168.1.0/24", Subnet::parse)
          .pattern("[0-9a-fA-F:.]+(/\\d{1,3})?");

  /** As evcc takes it, which may also leave it empty or write 0 or 1. */
  private static final Key<ReadOnly> MODE =
      Key.of(
              "readonly",
              new ScalarKind<>(
                  "true, false or deny",
                  AccessKeys::mode,
                  Map.of("enum", List.of(true, false, "deny", "on", "off", "yes", "no", "", 0, 1)),
                  AccessKeys::written))
          .says(
              "`true` makes up answers to 5, 6, 15, 16 and 22 and gives exception 1 to other"
                  + " writes; `deny` gives exception 1 to all");

  private static final Key<ReadOnly> READONLY = MODE.or(ReadOnly.OFF);

  private static final Key<List<Subnet>> ALLOW =
      Key.list("allow", "addresses; each is " + SUBNET.words(), SUBNET)
          .or("everybody", given -> List.of())
          .says("who may connect")
          .such("[192.168.1.0/24, 127.0.0.1]");

  private static final Key<Subnet> ADDRESS =
      Key.of("address", SUBNET)
          .says("the client's address, or a range of them")
          .such("192.168.1.10");
  private static final Key<Optional<ReadOnly>> CLIENTS_MODE =
      MODE.optional("as the entry's").such("deny");
  private static final Key<Boolean> TRUSTED =
      Key.onOff("trusted").or(false).says("whether protected registers are open to it");
  private static final Block<ClientRule> CLIENT =
      Block.of(ADDRESS, CLIENTS_MODE, TRUSTED)
          .inAnyCase()
          .making(
              given ->
                  new ClientRule(given.get(ADDRESS), given.get(CLIENTS_MODE), given.get(TRUSTED)));
  private static final Key<List<ClientRule>> CLIENTS =
      Key.list("clients", CLIENT)
          .or("", given -> List.of())
          .says("rules for some clients by address; the first that fits counts");

  static final Block<Access> ALL =
      Block.of(READONLY, ALLOW, CLIENTS)
          .making(given -> new Access(given.get(READONLY), given.get(ALLOW), given.get(CLIENTS)));

  private AccessKeys() {}

  private static Optional<ReadOnly> mode(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> Optional.of(ReadOnly.PRETEND);
      case "false", "no", "off", "0", "" -> Optional.of(ReadOnly.OFF);
      case "deny" -> Optional.of(ReadOnly.DENY);
      default -> Optional.empty();
    };
  }

  private static String written(ReadOnly mode) {
    return switch (mode) {
      case PRETEND -> "true";
      case OFF -> "false";
      case DENY -> "deny";
    };
  }
}
