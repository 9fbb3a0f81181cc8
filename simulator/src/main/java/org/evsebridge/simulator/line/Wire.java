package org.evsebridge.simulator.line;

/** How time passes between the line and a client. */
enum Wire {
  /** It does not: everything arrives at once. */
  INSTANT,
  /** Each byte takes the time it would take on a serial line, both ways. */
  PACED,
  /** A real serial line takes its time by itself; only the silence before the answer is kept. */
  REAL
}
