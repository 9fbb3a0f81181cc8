package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.KeyTable;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.FaultScope;
import org.evsebridge.simulator.line.LineFault;

/** An entry of a line's {@code faults}. */
public final class FaultRuleBlock {
  private static final Pattern RANGE =
      Pattern.compile("(0[xX][0-9a-fA-F]{1,4})(?:-(0[xX][0-9a-fA-F]{1,4}))?");

  private static final int MOST_BYTES = 256;
  private static final int SOME_BYTES = 3;
  private static final int BYTES_OF_PIECE = 1;

  /** How long a fault may block a line or a port; a longer time would be a typing error. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration SOME_TIME = Duration.ofSeconds(1);

  /** The faults by their names, each with what it means and the keys of its own. */
  private enum Kind {
    NO_ANSWER("the module acts, and its answer is lost", given -> new LineFault.NoAnswer()),
    LATE("the answer comes late", given -> new LineFault.Late(given.get(BY)), BY),
    CUT_SHORT(
        "only the first bytes of the answer come",
        given -> new LineFault.CutShort(given.get(BYTES)),
        BYTES),
    WRONG_CRC(
        "the answer's CRC is wrong; not on Modbus TCP, which has none",
        given -> new LineFault.WrongCrc()),
    BIT_FLIP("one bit of the answer, anywhere in it, is flipped", given -> new LineFault.BitFlip()),
    GARBAGE_BEFORE(
        "random bytes come before the answer",
        given -> new LineFault.GarbageBefore(given.get(BYTES)),
        BYTES),
    GARBAGE_AFTER(
        "random bytes come after the answer",
        given -> new LineFault.GarbageAfter(given.get(BYTES)),
        BYTES),
    OTHER_UNIT(
        "the answer comes in the name of another unit",
        given -> new LineFault.OtherUnit(given.get(AS)),
        AS),
    EXCEPTION(
        "the module answers with an exception instead of doing what is asked",
        given -> new LineFault.ExceptionAnswer(given.get(CODE)),
        CODE),
    ECHO(
        "the request comes back before the answer, as from an adapter that receives what it sends",
        given -> new LineFault.Echo()),
    PIECES(
        "the answer comes in pieces with pauses between them",
        given -> new LineFault.Pieces(given.get(BYTES), given.get(PAUSE)),
        BYTES,
        PAUSE),
    DEAD(
        "the line carries nothing for a while, from a request on",
        given -> new LineFault.Dead(given.get(AWAY)),
        AWAY),
    RESET("the client's TCP connection is reset", given -> new LineFault.Reset()),
    UNPLUGGED(
        "the client's adapter is unplugged and comes back; a TCP connection is reset",
        given -> new LineFault.Unplugged(given.get(AWAY)),
        AWAY);

    private final String meaning;
    private final Function<Values, LineFault> make;
    private final List<Key<?>> own;

    Kind(String meaning, Function<Values, LineFault> make, Key<?>... own) {
      this.meaning = meaning;
      this.make = make;
      this.own = List.of(own);
    }

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final Key<Duration> BY =
      Key.positive("by", LONGEST).or(SOME_TIME).says("late: by how much");

  private static final Key<Integer> BYTES =
      Key.whole("bytes", 1, MOST_BYTES)
          .or(SOME_BYTES + "; pieces: " + BYTES_OF_PIECE, FaultRuleBlock::defaultBytes)
          .says("cut-short, garbage-before, garbage-after, pieces: how many bytes");

  private static final Key<Integer> AS =
      Key.whole("as", 0, 255).or(3).says("other-unit: the unit that seems to answer");

  private static final Key<Integer> CODE =
      Key.whole("code", 1, 255).or(4).says("exception: its code");

  private static final Key<Duration> PAUSE =
      Key.positive("pause", LONGEST)
          .or(Duration.ofMillis(10))
          .says("pieces: how long between two of them");

  private static final Key<Duration> AWAY =
      Key.positive("away", LONGEST).or(SOME_TIME).says("dead, unplugged: for how long");

  private static final ScalarKind<Kind> KIND =
      ScalarKind.choice(List.of(Kind.values()), Kind::key, kind -> kind.meaning);

  private static final Key<Kind> FAULT = Key.of("fault", KIND).says("what goes wrong").such("late");

  private static final Key<Optional<Integer>> UNIT =
      Key.whole("unit", 0, 255).optional("any").says("only requests to this unit").such("2");

  private static final Key<Optional<FaultScope.Range>> REGISTERS =
      Key.of(
              "registers",
              ScalarKind.of("such as 0x0103 or 0x0105-0x0107", FaultRuleBlock::range)
                  .pattern(RANGE.pattern()))
          .optional("any")
          .says("only requests that touch one of these")
          .such("0x0105-0x0107");

  private static final Key<Optional<Integer>> REQUESTS =
      Key.whole("requests", 1, Integer.MAX_VALUE)
          .optional("no end")
          .says("how many requests until it is over")
          .such("5");

  private static final Key<Double> PROBABILITY =
      Key.of(
              "probability",
              ScalarKind.number(0, 1)
                  .check(p -> p > 0, "'%s' must be above 0, or it never strikes"))
          .or(1.0)
          .says("of each request that it happens to it");

  private static final Key<Optional<Duration>> FOR =
      Key.positive("for")
          .optional("no end")
          .says(
              "how long after it was set it is over: in real time with ports, in the station's where it"
                  + " is stepped")
          .such("30s");

  /** Its keys. */
  public static final Block<FaultRule> BLOCK =
      Block.of(FAULT, BY, BYTES, AS, CODE, PAUSE, AWAY, UNIT, REGISTERS, REQUESTS, PROBABILITY, FOR)
          .rule(ofItsOwn(BY))
          .rule(ofItsOwn(BYTES))
          .rule(ofItsOwn(AS))
          .rule(ofItsOwn(CODE))
          .rule(ofItsOwn(PAUSE))
          .rule(ofItsOwn(AWAY))
          .making(FaultRuleBlock::rule);

  private FaultRuleBlock() {}

  /** The faults and what they mean, as the documentation has them. */
  static String table() {
    return KeyTable.ofChoice("fault of a line", KIND);
  }

  /** The names of the faults, for messages. */
  public static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::key).collect(Collectors.joining(", "));
  }

  private static Rule ofItsOwn(Key<?> key) {
    Set<Kind> kinds = EnumSet.allOf(Kind.class);
    kinds.removeIf(kind -> !kind.own.contains(key));
    String names = kinds.stream().map(Kind::key).collect(Collectors.joining(", "));
    return new Rule(
        "'" + key.name() + "' is a key of " + names,
        given -> !given.has(key) || given.find(FAULT).filter(f -> !kinds.contains(f)).isEmpty(),
        Optional.of(key));
  }

  private static int defaultBytes(Values given) {
    return given.get(FAULT) == Kind.PIECES ? BYTES_OF_PIECE : SOME_BYTES;
  }

  private static FaultRule rule(Values given) {
    Kind kind = given.get(FAULT);
    FaultScope scope =
        new FaultScope(
            given.get(UNIT),
            given.get(REGISTERS),
            given.get(REQUESTS),
            given.get(PROBABILITY),
            given.get(FOR));
    return new FaultRule(kind.make.apply(given), scope, describe(kind, given, scope));
  }

  private static Optional<FaultScope.Range> range(String text) {
    Matcher m = RANGE.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int first = Integer.decode(m.group(1));
    int last = m.group(2) == null ? first : Integer.decode(m.group(2));
    return Optional.of(new FaultScope.Range(first, last)).filter(range -> first <= last);
  }

  private static String describe(Kind kind, Values given, FaultScope scope) {
    List<String> parts = new ArrayList<>();
    parts.add(kind.key() + details(kind, given));
    scope.unit().ifPresent(unit -> parts.add("unit " + unit));
    scope
        .registers()
        .ifPresent(r -> parts.add(String.format("0x%04X-0x%04X", r.first(), r.last())));
    scope.requests().ifPresent(n -> parts.add(counted(n, "request")));
    if (scope.probability() < 1) {
      parts.add("probability " + scope.probability());
    }
    scope.lasts().ifPresent(d -> parts.add("set for " + Durations.format(d)));
    return String.join(", ", parts);
  }

  private static String details(Kind kind, Values given) {
    return switch (kind) {
      case LATE -> " by " + Durations.format(given.get(BY));
      case CUT_SHORT -> " after " + counted(given.get(BYTES), "byte");
      case GARBAGE_BEFORE, GARBAGE_AFTER -> " of " + counted(given.get(BYTES), "byte");
      case OTHER_UNIT -> " as " + given.get(AS);
      case EXCEPTION -> " " + given.get(CODE);
      case PIECES ->
          " of "
              + counted(given.get(BYTES), "byte")
              + " every "
              + Durations.format(given.get(PAUSE));
      case DEAD, UNPLUGGED -> " for " + Durations.format(given.get(AWAY));
      case NO_ANSWER, WRONG_CRC, BIT_FLIP, ECHO, RESET -> "";
    };
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
