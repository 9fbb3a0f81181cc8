package org.evsebridge.simulator.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.simulator.line.FaultRule;
import org.evsebridge.simulator.line.FaultScope;
import org.evsebridge.simulator.line.LineFault;

/** An entry of a line's {@code faults}. */
public final class FaultRuleBlock {
  private static final Pattern RANGE =
      Pattern.compile("(0[xX][0-9a-fA-F]{1,4})(?:-(0[xX][0-9a-fA-F]{1,4}))?");

  private static final int MOST_BYTES = 256;

  /** How long a fault may keep a line or a port; more is a slip of the pen. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration SOME_TIME = Duration.ofSeconds(1);

  /** The names of the faults, each with the keys of its own. */
  private enum Kind {
    NO_ANSWER(fields -> new LineFault.NoAnswer()),
    LATE(fields -> new LineFault.Late(duration(fields, "by", SOME_TIME))),
    CUT_SHORT(fields -> new LineFault.CutShort(bytes(fields, 3))),
    WRONG_CRC(fields -> new LineFault.WrongCrc()),
    BIT_FLIP(fields -> new LineFault.BitFlip()),
    GARBAGE_BEFORE(fields -> new LineFault.GarbageBefore(bytes(fields, 3))),
    GARBAGE_AFTER(fields -> new LineFault.GarbageAfter(bytes(fields, 3))),
    OTHER_UNIT(fields -> new LineFault.OtherUnit(fields.integer("as", 0, 255).orElse(3))),
    EXCEPTION(fields -> new LineFault.ExceptionAnswer(fields.integer("code", 1, 255).orElse(4))),
    ECHO(fields -> new LineFault.Echo()),
    PIECES(
        fields ->
            new LineFault.Pieces(
                bytes(fields, 1), duration(fields, "pause", Duration.ofMillis(10)))),
    DEAD(fields -> new LineFault.Dead(duration(fields, "away", SOME_TIME))),
    RESET(fields -> new LineFault.Reset()),
    UNPLUGGED(fields -> new LineFault.Unplugged(duration(fields, "away", SOME_TIME)));

    private final Function<Fields, LineFault> read;

    Kind(Function<Fields, LineFault> read) {
      this.read = read;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Kind> ofKey(String key) {
      return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
    }

    private static Duration duration(Fields fields, String key, Duration standard) {
      return fields.positiveDuration(key, LONGEST).orElse(standard);
    }

    private static int bytes(Fields fields, int standard) {
      return fields.integer("bytes", 1, MOST_BYTES).orElse(standard);
    }
  }

  private FaultRuleBlock() {}

  /** The names of the faults, for messages. */
  public static String kinds() {
    return Arrays.stream(Kind.values()).map(Kind::key).collect(Collectors.joining(", "));
  }

  /** Takes the keys of a rule out of its block; empty when it says no fault. */
  public static Optional<FaultRule> read(Fields fields) {
    if (!fields.has("fault")) {
      fields.problem(fields.at(), "'fault' is missing: one of " + kinds());
    }
    Optional<Kind> kind = fields.value("fault", "one of " + kinds(), Kind::ofKey);
    Optional<LineFault> fault = kind.map(known -> known.read.apply(fields));
    FaultScope scope =
        new FaultScope(
            fields.integer("unit", 0, 255),
            fields.value("registers", "such as 0x0103 or 0x0105-0x0107", FaultRuleBlock::range),
            fields.integer("requests", 1, Integer.MAX_VALUE),
            probability(fields),
            fields.positiveDuration("for"));
    if (kind.isPresent()) {
      fields.done();
    }
    return fault.map(known -> new FaultRule(known, scope, describe(kind.get(), known, scope)));
  }

  private static double probability(Fields fields) {
    Position at = fields.at("probability");
    double given = fields.number("probability", 0, 1).orElse(1.0);
    if (given == 0) {
      fields.problem(at, "'probability' must be above 0, or it never strikes");
    }
    return given;
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

  private static String describe(Kind kind, LineFault fault, FaultScope scope) {
    StringBuilder text = new StringBuilder(kind.key()).append(details(fault));
    scope.unit().ifPresent(unit -> text.append(", unit ").append(unit));
    scope
        .registers()
        .ifPresent(r -> text.append(String.format(", 0x%04X-0x%04X", r.first(), r.last())));
    scope.requests().ifPresent(n -> text.append(", ").append(counted(n, "request")));
    if (scope.probability() < 1) {
      text.append(", probability ").append(scope.probability());
    }
    scope.lasts().ifPresent(d -> text.append(", set for ").append(Durations.format(d)));
    return text.toString();
  }

  private static String details(LineFault fault) {
    if (fault instanceof LineFault.Late late) {
      return " by " + Durations.format(late.by());
    } else if (fault instanceof LineFault.CutShort cut) {
      return " after " + counted(cut.length(), "byte");
    } else if (fault instanceof LineFault.GarbageBefore garbage) {
      return " of " + counted(garbage.length(), "byte");
    } else if (fault instanceof LineFault.GarbageAfter garbage) {
      return " of " + counted(garbage.length(), "byte");
    } else if (fault instanceof LineFault.OtherUnit other) {
      return " as " + other.unit();
    } else if (fault instanceof LineFault.ExceptionAnswer exception) {
      return " " + exception.code();
    } else if (fault instanceof LineFault.Pieces pieces) {
      return " of "
          + counted(pieces.length(), "byte")
          + " every "
          + Durations.format(pieces.pause());
    } else if (fault instanceof LineFault.Dead dead) {
      return " for " + Durations.format(dead.lasts());
    } else if (fault instanceof LineFault.Unplugged unplugged) {
      return " for " + Durations.format(unplugged.lasts());
    }
    return "";
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
