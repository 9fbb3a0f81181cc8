package org.evsebridge.simulator.scenario;

/**
 * What the words of a scenario can do to a controller outside and ask of it. Its methods return at
 * once and may be called from any thread, the station's lock held: what comes over a network is the
 * last that came.
 */
public interface OutsideApi {
  /** Where there is no such controller, or a rule of ours stands in for it. */
  OutsideApi NONE =
      new OutsideApi() {
        @Override
        public void post(String path) {
          // Nobody is told.
        }

        @Override
        public double value(String path) {
          return Double.NaN;
        }

        @Override
        public long warnings() {
          return 0;
        }

        @Override
        public long errors() {
          return 0;
        }
      };

  /** Tells it something by its API. */
  void post(String path);

  /**
   * A value of its state.
   *
   * @param path such as {@code loadpoints[0].chargePower}
   * @return not a number while it is not known; 1 and 0 for true and false
   */
  double value(String path);

  /** How often it has warned. */
  long warnings();

  /** How many errors it has told. */
  long errors();
}
