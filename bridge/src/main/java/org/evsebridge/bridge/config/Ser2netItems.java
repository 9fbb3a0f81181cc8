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
  private final List<Mention> mentioned = new ArrayList<>();

  /** A rotator's name of a connection, which may come behind it. */
  private record Mention(Position at, String name) {}

  Ser2netItems(Ser2netDefaults defaults, Problems problems) {
    this.defaults = defaults;
    this.stacks = new Ser2netStacks(defaults);
    this.problems = problems;
  }

  /** Everything that has been read without fault. */
  Ser2netConfig config() {
    for (Mention mention : mentioned) {
      if (!names.contains(mention.name())) {
        problems.add(mention.at(), "there is no connection '" + mention.name() + "'");
      }
    }
    return new Ser2netConfig(connections, rotators, notices.all());
  }

  void connection(String name, Position at, YamlNode value) {
    int before = problems.count();
    if (!names.add(name)) {
      problems.add(at, "there is a connection named '" + name + "' already");
    }
    Fields fields = Fields.of(value, problems);
    Optional<Ser2netAccepter> accepter = stack(fields, "accepter", stacks::accepter);
    Position connectorAt = fields.at("connector");
    Optional<Ser2netConnector> connector = stack(fields, "connector", stacks::connector);
    boolean enabled = fields.value("enable", "on or off", Ser2netOption::parseFlag).orElse(true);
    Duration timeout =
        Duration.ofSeconds(fields.integer("timeout", 0, Integer.MAX_VALUE).orElse(0));
    Ser2netOptions options = options(fields);
    fields.done();
    if (problems.count() == before) {
      connections.add(
          new Ser2netConnection(
              name,
              at,
              enabled,
              accepter.orElseThrow(),
              connector.orElseThrow(),
              timeout,
              options));
      noticeModemLines(connectorAt, connector.orElseThrow());
    }
  }

  private void noticeModemLines(Position at, Ser2netConnector connector) {
    if (connector instanceof Ser2netConnector.SerialLine line && !line.parameters().local()) {
      notices.add(at, "the modem lines are not looked at, as with 'local'");
    }
  }

  void rotator(String name, Position at, YamlNode value) {
    int before = problems.count();
    Fields fields = Fields.of(value, problems);
    Optional<Ser2netAccepter> accepter = stack(fields, "accepter", stacks::accepter);
    List<String> members = new ArrayList<>();
    for (YamlNode member : fields.list("connections")) {
      Optional<String> connection = connectionName(member);
      if (connection.isPresent()) {
        mentioned.add(new Mention(member.at(), connection.get()));
        members.add(connection.get());
      } else {
        problems.add(
            member.at(), "'connections' holds names of connections, found " + member.kind());
      }
    }
    if (members.isEmpty() && problems.count() == before) {
      problems.add(at, "'connections' is missing: those that the rotator shares out");
    }
    Ser2netOptions options = options(fields);
    fields.done();
    if (problems.count() == before) {
      rotators.add(new Ser2netRotator(name, at, accepter.orElseThrow(), members, options));
    }
  }

  /** Whom a rotator's member means: in the first grammar an alias, maybe into another file. */
  private static Optional<String> connectionName(YamlNode member) {
    if (member instanceof YamlNode.Scalar scalar) {
      return Optional.of(scalar.text()).filter(name -> !scalar.isNull());
    }
    return member instanceof YamlNode.Dangling dangling
        ? Optional.of(dangling.alias())
        : member.anchor();
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
    int before = problems.count();
    Optional<String> text = fields.text(key);
    if (text.isEmpty()) {
      if (problems.count() == before) {
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
