package org.evsebridge.bridge.config.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.config.Subnet;
import org.evsebridge.bridge.config.gateway.Access.ClientRule;
import org.evsebridge.bridge.config.gateway.Access.ReadOnly;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.YamlNode;

/** Reads the keys of a {@code modbusproxy:} entry that say who may do what. */
final class AccessReader {
  private static final String SUBNET = "an address or a range such as 192.168.1.0/24";

  private AccessReader() {}

  static Access read(Fields fields) {
    ReadOnly readonly = readonly(fields).orElse(ReadOnly.OFF);
    List<Subnet> allow = new ArrayList<>();
    for (YamlNode item : fields.list("allow")) {
      Optional<Subnet> subnet =
          item instanceof YamlNode.Scalar scalar ? Subnet.parse(scalar.text()) : Optional.empty();
      if (subnet.isEmpty()) {
        fields.problem(item.at(), "'allow' holds addresses; each is " + SUBNET);
      }
      subnet.ifPresent(allow::add);
    }
    List<ClientRule> clients = new ArrayList<>();
    for (Fields block : fields.blocks("clients")) {
      client(block).ifPresent(clients::add);
    }
    return new Access(readonly, List.copyOf(allow), List.copyOf(clients));
  }

  private static Optional<ClientRule> client(Fields block) {
    if (!block.has("address")) {
      block.problem(block.at(), "'address' is missing: " + SUBNET);
    }
    Optional<Subnet> address = block.value("address", SUBNET, Subnet::parse);
    Optional<ReadOnly> readonly = readonly(block);
    boolean trusted = block.flag("trusted").orElse(false);
    block.done();
    return address.map(subnet -> new ClientRule(subnet, readonly, trusted));
  }

  private static Optional<ReadOnly> readonly(Fields fields) {
    return fields.value(
        "readonly",
        "true, false or deny",
        text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true", "yes", "on" -> Optional.of(ReadOnly.PRETEND);
              case "false", "no", "off" -> Optional.of(ReadOnly.OFF);
              case "deny" -> Optional.of(ReadOnly.DENY);
              default -> Optional.empty();
            });
  }
}
