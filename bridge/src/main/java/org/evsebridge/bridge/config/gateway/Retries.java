package org.evsebridge.bridge.config.gateway;

/**
 * How often a read is asked again that got no usable answer, as long as its deadline allows.
 *
 * @param afterError when what came could not be used: a wrong CRC, a part missing
 * @param afterSilence when nothing came in time
 */
public record Retries(int afterError, int afterSilence) {
  /**
   * After a CRC error another attempt helps, since such errors pass; a device that was silent will
   * be silent again.
   */
  public static final Retries DEFAULT = new Retries(1, 0);

  /** The same number for both. */
  public static Retries of(int times) {
    return new Retries(times, times);
  }
}
