package org.evsebridge.bridge.config.push;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One entry of {@code dsmr-reader:}: where telegrams are sent.
 *
 * @param target the address of the interface that takes them
 * @param keyFile where the key to it stands
 * @param meter the device of the {@code p1:} entry that is sent; empty for the only one
 * @param interval the least time between two telegrams that are sent
 * @param timeout how long an answer may take
 * @param retry the most time between two tries
 * @param queue how many telegrams wait while the target is away; then the oldest goes
 */
public record PushConfig(
    URI target,
    Path keyFile,
    Optional<String> meter,
    Duration interval,
    Duration timeout,
    Duration retry,
    int queue) {

  /** This entry, with its file as it is seen from the file that the entry stands in. */
  public PushConfig in(Path file) {
    return new PushConfig(
        target, file.resolveSibling(keyFile), meter, interval, timeout, retry, queue);
  }

  /** Such as {@code dsmr-reader at 192.168.1.6:8000}. */
  public String name() {
    return "dsmr-reader at " + target.getAuthority();
  }
}
