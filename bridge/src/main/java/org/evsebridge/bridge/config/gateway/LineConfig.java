package org.evsebridge.bridge.config.gateway;

/**
 * The line that requests are forwarded over, and how it is used. Entries that share an upstream
 * must agree on all of it.
 *
 * @param queue how many requests may wait for the line
 */
public record LineConfig(
    Upstream upstream, LineTimes times, LateAnswers late, Retries retries, int queue) {
  /** What the log calls the line. */
  public String name() {
    return upstream.name();
  }

  /** By the name alone: what the JVM makes of all the records within costs 10 ms of each start. */
  @Override
  public int hashCode() {
    return name().hashCode();
  }
}
