package org.evsebridge.bridge.gateway;

/**
 * Lets something be done at the earliest of the moments that any thread asks for. A moment that is
 * no longer needed is left alone: to be woken for nothing now and then costs less than to set the
 * alarm for each transaction.
 */
interface Alarm extends AutoCloseable {
  /** When there is nothing to wait for. */
  long NEVER_NANOS = Long.MAX_VALUE / 4;

  /** Rings at a moment, if not before. May be called from any thread. */
  void by(long moment);

  /** Rings no more; what it does is over when this returns, if it is over in a moment. */
  @Override
  void close();
}
