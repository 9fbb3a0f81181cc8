package org.evsebridge.bridge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections and rotators of a ser2net.yaml, which both grammars describe in the same way. Not
 * thread-safe.
 */
final class Ser2netItems {
  private final Ser2netDefaults defaults;
  private final Ser2netStacks stacks;
  private final Problems problems;
  private final Problems notices = new Problems();
  private final List<Ser2netConnection> connections = new ArrayList<>();
  private final List<Ser2netRotator> rotators = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final List<YamlNode.Scalar> mentioned = new ArrayList<>();

  Ser2netItems(Ser2netDefaults defaults, Problems problems) {
    this.defaults = defaults;
    this.stacks = new Ser2netStacks(defaults);
    this.problems = problems;
  }

  /** Everything that has been read without fault. */
  Ser2netConfig config() {
    for (YamlNode.Scalar name : mentioned) {
      if (!names.contains(name.text())) {
        problems.add(name.at(), "there is no connection '" + name.text() + "'");
      }
    }
    return new Ser2netConfig(connections, rotators, notices.all());
  }

  void connection(String name, Position at, YamlNode value) {
    if (!names.add(name)) {
      problems.add(at, "there is a connection named '" + name + "' already");
      return;
    }
    int before = problems.all().size();
    Fields fields = Fields.of(value, problems);
    Optional<Ser2netAccepter> accepter = stack(fields, "accepter", stacks::accepter);
    Position connectorAt = fields.at("connector");
    Optional<Ser2netConnector> connector = stack(fields, "connector", stacks::connector);
    boolean enabled = fields.value("enable", "on or off", Ser2netOption::parseFlag).orElse(true);
    Duration timeout =
        Duration.ofSeconds(fields.integer("timeout", 0, Integer.MAX_VALUE).orElse(0));
    Position optionsAt = fields.at("options");
    Ser2netOptions options = options(fields);
    List<Ser2netConnback> connbacks =
        accepter.map(to -> connbacks(optionsAt, options, to)).orElse(List.of());
    fields.done();
    if (problems.all().size() == before) {
      connections.add(
          new Ser2netConnection(
              name,
              at,
              enabled,
              accepter.orElseThrow(),
              connector.orElseThrow(),
              connbacks,
              timeout,
              options));
      noticeModemLines(connectorAt, connector.orElseThrow());
    }
  }

  /** As in ser2net, those beyond max-connections are left out. */
  private List<Ser2netConnback> connbacks(
      Position at, Ser2netOptions options, Ser2netAccepter accepter) {
    List<Ser2netConnback> connbacks = new ArrayList<>();
    for (String text : options.get(Ser2netOption.CONNBACK)) {
      try {
        connbacks.add(stacks.connback(text, accepter));
      } catch (Ser2netFault e) {
        problems.add(at, e.getMessage());
      }
    }
    int most = options.get(Ser2netOption.MAX_CONNECTIONS);
    if (connbacks.size() <= most) {
      return connbacks;
    }
    notices.add(
        at,
        "only %d of %d connbacks are dialled: raise max-connections"
            .formatted(most, connbacks.size()));
    return connbacks.subList(0, most);
  }

  private void noticeModemLines(Position at, Ser2netConnector connector) {
    if (connector instanceof Ser2netConnector.SerialLine line && !line.parameters().local()) {
      notices.add(at, "the modem lines are not looked at, as with 'local'");
    }
  }

  void rotator(String name, Position at, YamlNode value) {
    int before = problems.all().size();
    Fields fields = Fields.of(value, problems);
    Optional<Ser2netAccepter> accepter = stack(fields, "accepter", stacks::accepter);
    List<String> members = new ArrayList<>();
    for (YamlNode member : fields.list("connections")) {
      if (member instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
        mentioned.add(scalar);
        members.add(scalar.text());
      } else if (member.anchor().isPresent()) {
        members.add(member.anchor().get()); // the first grammar's alias of a connection
      } else {
        problems.add(member.at(), "'connections' holds names of connections");
      }
    }
    if (members.isEmpty() && problems.all().size() == before) {
      problems.add(at, "'connections' is missing: those that the rotator shares out");
    }
    Ser2netOptions options = options(fields);
    fields.done();
    if (problems.all().size() == before) {
      rotators.add(new Ser2netRotator(name, at, accepter.orElseThrow(), members, options));
    }
  }

  void led(Position at) {
    notices.add(at, "the program does not drive LEDs");
  }

  void admin(Position at) {
    notices.add(at, "there is no admin port here; the signal SIGUSR1 shows what goes on");
  }

  /** Turns a text into what it stands for. */
  private interface Stack<T> {
    T of(String text) throws Ser2netFault;
  }

  private <T> Optional<T> stack(Fields fields, String key, Stack<T> stack) {
    Position at = fields.at(key);
    int before = problems.all().size();
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      if (problems.all().size() == before) {
        problems.add(at, "'" + key + "' is missing");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(stack.of(text.get()));
    } catch (Ser2netFault e) {
      problems.add(at, e.getMessage());
      return Optional.empty();
    }
  }

  private Ser2netOptions options(Fields fields) {
    Map<Ser2netOption<?>, Object> standard = new HashMap<>();
    for (Ser2netOption<?> option : Ser2netOption.all()) {
      Optional<YamlNode.Scalar> given = defaults.get(Ser2netDefaults.OPTIONS, option.key());
      if (given.isPresent() && option.support() == Ser2netOption.Support.SUPPORTED) {
        Ser2netOptions.put(option, given.get(), standard, problems);
      } else if (given.isPresent() && option.support() == Ser2netOption.Support.REFUSED) {
        problems.add(
            fields.at(),
            "the default '" + option.key() + "' cannot be had here: " + option.reason());
      }
    }
    return Ser2netOptions.read(
        fields.node("options"), new Ser2netOptions(standard), problems, notices);
  }
}
