package org.evsebridge.bridge.status;

/**
 * A trouble that may come again and again: worth a line in the log when it starts, when its reason
 * changes, and when it is over. Not thread-safe.
 */
public final class Episode {
  private Object reason;
  private long times;

  /** The trouble is there; true when it starts with that. */
  public boolean starts() {
    return isNews("");
  }

  /** The trouble is there for a reason; true when it starts with that, or had another reason. */
  public boolean isNews(Object why) {
    boolean news = !why.equals(reason);
    reason = why;
    times++;
    return news;
  }

  /** Whether it has started and is not over. */
  public boolean isOn() {
    return times > 0;
  }

  /** It is over; returns how often it was there, 0 when it never started. */
  public long end() {
    long had = times;
    reason = null;
    times = 0;
    return had;
  }
}
