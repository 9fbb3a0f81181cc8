package org.evsebridge.simulator.junit;

import java.time.Duration;
import java.util.Locale;

/**
 * Something that goes wrong between a request on an RS485 line and its answer: each request, unless
 * it is narrowed. With ports its durations are real time, whatever the speed of the station's time;
 * in a stepped station they are the station's.
 *
 * <pre>{@code
 * late(Duration.ofMillis(300)).unit(2).requests(5)
 * }</pre>
 */
public final class LineFaultBuilder {
  private final Keys keys = new Keys();

  private LineFaultBuilder(String fault) {
    keys.set("fault", fault);
  }

  private LineFaultBuilder with(String key, Object value) {
    keys.set(key, value);
    return this;
  }

  /** The module acts, and its answer is lost. */
  public static LineFaultBuilder noAnswer() {
    return new LineFaultBuilder("no-answer");
  }

  /** The answer comes late, by a minute at most. */
  public static LineFaultBuilder late(Duration by) {
    return new LineFaultBuilder("late").with("by", by);
  }

  /** Only the first bytes of the answer come, 1 to 256. */
  public static LineFaultBuilder cutShort(int bytes) {
    return new LineFaultBuilder("cut-short").with("bytes", bytes);
  }

  /** The answer's CRC is wrong; Modbus TCP has none. */
  public static LineFaultBuilder wrongCrc() {
    return new LineFaultBuilder("wrong-crc");
  }

  /** One bit of the answer, anywhere in it, is flipped. */
  public static LineFaultBuilder bitFlip() {
    return new LineFaultBuilder("bit-flip");
  }

  /** Random bytes come before the answer, 1 to 256. */
  public static LineFaultBuilder garbageBefore(int bytes) {
    return new LineFaultBuilder("garbage-before").with("bytes", bytes);
  }

  /** Random bytes come after the answer, 1 to 256. */
  public static LineFaultBuilder garbageAfter(int bytes) {
    return new LineFaultBuilder("garbage-after").with("bytes", bytes);
  }

  /** The answer comes in the name of another unit, 0 to 255. */
  public static LineFaultBuilder otherUnit(int unit) {
    return new LineFaultBuilder("other-unit").with("as", unit);
  }

  /** The module answers with an exception, 1 to 255, instead of doing what is asked. */
  public static LineFaultBuilder exception(int code) {
    return new LineFaultBuilder("exception").with("code", code);
  }

  /** The request comes back before the answer. */
  public static LineFaultBuilder echo() {
    return new LineFaultBuilder("echo");
  }

  /** The answer comes in pieces of so many bytes, 1 to 256, with a pause of a minute at most. */
  public static LineFaultBuilder pieces(int bytes, Duration pause) {
    return new LineFaultBuilder("pieces").with("bytes", bytes).with("pause", pause);
  }

  /** The line carries nothing for so long, a minute at most. */
  public static LineFaultBuilder dead(Duration away) {
    return new LineFaultBuilder("dead").with("away", away);
  }

  /** The client's TCP connection is reset. */
  public static LineFaultBuilder reset() {
    return new LineFaultBuilder("reset");
  }

  /** The client's adapter is unplugged for so long, a minute at most. */
  public static LineFaultBuilder unplugged(Duration away) {
    return new LineFaultBuilder("unplugged").with("away", away);
  }

  /** Only requests to this unit, 0 to 255. */
  public LineFaultBuilder unit(int unit) {
    return with("unit", unit);
  }

  /** Only requests that touch one of these registers. */
  public LineFaultBuilder registers(int first, int last) {
    return with("registers", String.format(Locale.ROOT, "0x%04X-0x%04X", first, last));
  }

  /** How many requests until it is over. */
  public LineFaultBuilder requests(int count) {
    return with("requests", count);
  }

  /** The chance of each request that it happens to it, more than 0 up to 1. */
  public LineFaultBuilder probability(double chance) {
    return with("probability", chance);
  }

  /**
   * How long after it was set it is over: in real time with ports, in the station's where it is
   * stepped.
   */
  public LineFaultBuilder lasting(Duration howLong) {
    return with("for", howLong);
  }

  Keys keys() {
    return keys;
  }

  /** As an event says it: {@code late by=300ms requests=5}. */
  String words() {
    return keys.pairs().replaceFirst("^fault=", "");
  }
}
