package org.evsebridge.simulator.scenario;

/**
 * What has to be seen in a run.
 *
 * @param from where it begins to count
 * @param to where it no longer counts
 * @param text as a report shows it
 */
record Expectation(Kind kind, Condition condition, Moment from, Moment to, String text) {
  enum Kind {
    /** At each step. */
    ALWAYS,
    /** At one step at least. */
    ONCE,
    /** When the run ends. */
    END
  }
}
