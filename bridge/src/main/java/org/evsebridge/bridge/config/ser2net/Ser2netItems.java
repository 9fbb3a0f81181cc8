package org.evsebridge.bridge.config.ser2net;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.bridge.yaml.YamlNode;

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
  private final Set<String> faulty = new HashSet<>();
  private final Set<String> unreadable = new HashSet<>();
  private final List<Mention> mentioned = new ArrayList<>();

  /** The name of a connection in a rotator; the connection may follow later in the file. */
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
    return new Ser2netConfig(connections, rotators, notices.all(), new Unread(faulty, unreadable));
  }

  void connection(String name, Position at, YamlNode value) {
    int before = problems.count();
    if (!names.add(name)) {
      problems.add(at, "there is a connection named '" + name + "' already");
    }
    Optional<Values> block = Ser2netBlocks.CONNECTION.read(value, problems);
    if (block.isEmpty()) {
      faulty.add(name);
      return;
    }
    Values given = block.get();
    Optional<Ser2netAccepter> accepter = stack(given, Ser2netBlocks.ACCEPTER, stacks::accepter);
    Position connectorAt = given.at(Ser2netBlocks.CONNECTOR);
    Optional<Ser2netConnector> connector = stack(given, Ser2netBlocks.CONNECTOR, stacks::connector);
    Position optionsAt = given.at(Ser2netBlocks.OPTIONS);
    Ser2netOptions options = options(given);
    List<Ser2netConnback> connbacks =
        accepter.map(to -> connbacks(optionsAt, options, to)).orElse(List.of());
    if (problems.count() == before) {
      connections.add(
          new Ser2netConnection(
              name,
              at,
              given.get(Ser2netBlocks.ENABLE),
              accepter.orElseThrow(),
              connector.orElseThrow(),
              connbacks,
              Duration.ofSeconds(given.get(Ser2netBlocks.TIMEOUT)),
              options));
      noticeModemLines(connectorAt, connector.orElseThrow());
      noticeKicking(optionsAt, options);
    } else {
      faulty.add(name);
    }
  }

  /** As in ser2net, those beyond max-connections are left out. */
  private List<Ser2netConnback> connbacks(
      Position at, Ser2netOptions options, Ser2netAccepter accepter) {
    List<Ser2netConnback> connbacks = new ArrayList<>();
    for (String text : options.get(Ser2netOption.CONNBACK)) {
      try {
        connbacks.add(stacks.connback(text, accepter, notice -> notices.add(at, notice)));
      } catch (Ser2netFault e) {
        e.reasons().forEach(reason -> problems.add(at, reason));
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

  /** Two programs that dial again at once would end each other's connection for ever. */
  private void noticeKicking(Position at, Ser2netOptions options) {
    if (options.get(Ser2netOption.KICKOLDUSER) && options.get(Ser2netOption.MAX_CONNECTIONS) == 1) {
      notices.add(
          at,
          "with kickolduser and one place two clients throw each other out again and again: raise"
              + " max-connections");
    }
  }

  void rotator(String name, Position at, YamlNode value) {
    int before = problems.count();
    Optional<Values> block = Ser2netBlocks.ROTATOR.read(value, problems);
    if (block.isEmpty()) {
      faulty.add(name);
      return;
    }
    Values given = block.get();
    Optional<Ser2netAccepter> accepter = stack(given, Ser2netBlocks.ACCEPTER, stacks::accepter);
    List<String> members = new ArrayList<>();
    for (YamlNode member : members(given)) {
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
    given.get(Ser2netBlocks.OPTIONS).ifPresent(this::refuseOptionsOfConnections);
    Ser2netOptions options = options(given);
    if (problems.count() == before) {
      rotators.add(new Ser2netRotator(name, at, accepter.orElseThrow(), members, options));
    } else {
      faulty.add(name);
    }
  }

  private static List<YamlNode> members(Values given) {
    return given
        .get(Ser2netBlocks.CONNECTIONS)
        .map(node -> node instanceof YamlNode.Sequence list ? list.items() : List.of(node))
        .orElse(List.of());
  }

  /**
   * The connection that a rotator's member names: in the first grammar an alias, maybe of another
   * file.
   */
  private static Optional<String> connectionName(YamlNode member) {
    if (member instanceof YamlNode.Scalar scalar) {
      return Optional.of(scalar.text()).filter(name -> !scalar.isNull());
    }
    return member instanceof YamlNode.Dangling dangling
        ? Optional.of(dangling.alias())
        : member.anchor();
  }

  /** Notes an included file that cannot be read. */
  void unreadable(Path file) {
    unreadable.add(file.toString());
  }

  /** Notes something that is read and has no effect. */
  void notice(Position at, String reason) {
    notices.add(at, reason);
  }

  /** Turns a text into what it stands for. */
  private interface Stack<T> {
    T of(String text, Consumer<String> notices) throws Ser2netFault;
  }

  private <T> Optional<T> stack(Values given, Key<Optional<String>> key, Stack<T> stack) {
    Position at = given.at(key);
    Optional<String> text = given.get(key);
    if (text.isEmpty()) {
      if (!given.has(key)) {
        problems.add(at, "'" + key.name() + "' is missing");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(stack.of(text.get(), notice -> notices.add(at, notice)));
    } catch (Ser2netFault e) {
      e.reasons().forEach(reason -> problems.add(at, reason));
      return Optional.empty();
    }
  }

  private Ser2netOptions options(Values block) {
    Map<Ser2netOption<?>, Object> ofFile = new HashMap<>();
    for (Ser2netOption<?> option : Ser2netOption.all()) {
      Optional<YamlNode.Scalar> given = defaults.get(Ser2netDefaults.OPTIONS, option.key());
      if (given.isPresent() && option.term().support() == Support.SUPPORTED) {
        Ser2netOptions.put(option, given.get(), ofFile, problems);
      } else if (given.isPresent() && option.term().support() == Support.REFUSED) {
        problems.add(
            block.at(),
            "the default '" + option.key() + "' cannot be had here: " + option.term().says());
      }
    }
    return Ser2netOptions.read(
        block.get(Ser2netBlocks.OPTIONS), new Ser2netOptions(ofFile), problems, notices);
  }

  /**
   * Refuses options that only a connection has: one of them may restrict access, which a rotator
   * would not do.
   */
  private void refuseOptionsOfConnections(YamlNode options) {
    if (options instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries()) {
        if (Ser2netOption.named(entry.key()).filter(known -> !known.isForRotators()).isPresent()) {
          problems.add(
              entry.at(),
              "a rotator has no option '" + entry.key() + "'; give it to the connections");
        }
      }
    }
  }
}
