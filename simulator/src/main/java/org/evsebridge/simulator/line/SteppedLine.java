package org.evsebridge.simulator.line;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.evsebridge.bridge.modbus.Adu;
import org.evsebridge.bridge.modbus.AnswerReading;
import org.evsebridge.bridge.modbus.Answers;
import org.evsebridge.bridge.modbus.Framing;

/**
 * An RS485 line without ports, on whose master no time passes: asked and answered in one call, with
 * the faults of a line. What a fault makes of an answer is judged as the gateway judges it; an
 * answer that it would not have waited for is lost. Not thread-safe.
 */
public final class SteppedLine {
  /** How long the gateway waits unless it is told otherwise. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Function<Adu, List<Adu>> units;
  private final IntPredicate answersAt;
  private final LineFaults faults;
  private Duration awayUntil = Duration.ZERO;

  /**
   * @param units what the units on the line answer; several answers collide
   * @param answersAt whether a unit of an address is there and would answer now
   */
  public SteppedLine(Function<Adu, List<Adu>> units, IntPredicate answersAt, LineFaults faults) {
    this.units = units;
    this.answersAt = answersAt;
    this.faults = faults;
  }

  public LineFaults faults() {
    return faults;
  }

  /**
   * Asks a unit.
   *
   * @param now the time by which the line's faults go
   * @return empty when no answer comes, or none that the master takes for one
   */
  public Optional<Adu> ask(Adu request, Duration now) {
    if (faults.isEmpty() && awayUntil.compareTo(now) <= 0) {
      return single(units.apply(request));
    }
    boolean answerable = request.unit() != Adu.BROADCAST && answersAt.test(request.unit());
    List<FaultRule> applied = faults.appliedTo(request, Way.RTU_OVER_TCP, answerable, now);
    Optional<Adu> answer =
        applied.stream().allMatch(rule -> rule.fault().reachesUnit())
            ? single(units.apply(request))
            : Optional.empty();
    if (awayUntil.compareTo(now) > 0) {
      return Optional.empty();
    }
    BusReply reply = faults.reply(new Exchange(Framing.RTU, 0, request, answer), applied);
    reply.mishap().ifPresent(mishap -> awayUntil = now.plus(mishap.away()));
    return taken(request, reply);
  }

  private static Optional<Adu> single(List<Adu> answers) {
    return answers.size() == 1 ? Optional.of(answers.get(0)) : Optional.empty();
  }

  private static Optional<Adu> taken(Adu request, BusReply reply) {
    Duration pauses = reply.pause().multipliedBy(Math.max(0, reply.pieces().size() - 1));
    if (reply.delay().plus(pauses).compareTo(PATIENCE) > 0) {
      return Optional.empty();
    }
    return AnswerReading.of(reply.bytes(), 0, true) instanceof AnswerReading.Frame frame
            && frame.adu().unit() == request.unit()
            && Answers.fits(request.pdu(), frame.adu().pdu())
        ? Optional.of(frame.adu())
        : Optional.empty();
  }
}
