package org.evsebridge.bridge.config.push;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of an entry of {@code dsmr-reader:}. */
public final class PushKeys {
  private static final String PATH = "/api/v1/datalogger/dsmrreading";
  private static final String ADDRESS = "https?://[^\\s/?#@]+(/[^\\s?#]*)?";

  private static final Key<URI> URI_KEY =
      Key.of(
              "uri",
              ScalarKind.of(
                      "the address of dsmr-reader, such as http://192.168.1.6:8000",
                      PushKeys::target)
                  .pattern(ADDRESS))
          .says("where dsmr-reader is; the path of its interface is added")
          .such("http://192.168.1.6:8000");
  private static final Key<Path> KEY_FILE =
      Key.of("key-file", ScalarKind.of("the path of a file", FileNames::path))
          .says(
              "a file with one word, the key that dsmr-reader shows under its API settings, which"
                  + " others than its owner and group may not read")
          .such("/etc/evse-bridge/dsmr-reader.key");
  private static final Key<Optional<String>> METER =
      Key.of(
              "meter",
              ScalarKind.of("the device of an entry of p1:", FileNames::device).pattern(".*\\S.*"))
          .optional("the only entry of `p1:`")
          .says("the device of the `p1:` entry whose telegrams are sent")
          .such("/dev/ttyUSB0");
  private static final Key<Duration> INTERVAL =
      Key.durationUpTo("interval", ofHours(1))
          .or(Duration.ZERO)
          .says("the least time between two telegrams that are sent; 0 sends each");
  private static final Key<Duration> TIMEOUT =
      Key.duration("timeout", ofMillis(500), ofMinutes(5))
          .or(ofSeconds(20))
          .says("how long dsmr-reader may take for an answer");
  private static final Key<Duration> RETRY =
      Key.duration("retry", ofSeconds(1), ofHours(1))
          .or(ofMinutes(1))
          .says(
              "the longest wait between two tries; the first is a second, each further one twice as"
                  + " long");
  private static final Key<Integer> QUEUE =
      Key.whole("queue", 1, 10_000)
          .or(600)
          .says("telegrams that wait while dsmr-reader is away; then the oldest are given up");

  /** The block. */
  public static final Block<PushConfig> BLOCK =
      Block.of(URI_KEY, KEY_FILE, METER, INTERVAL, TIMEOUT, RETRY, QUEUE).making(PushKeys::config);

  private PushKeys() {}

  private static Optional<URI> target(String text) {
    if (!text.matches(ADDRESS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(URI.create(text.replaceFirst("/+$", "") + PATH))
          .filter(uri -> uri.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PushConfig config(Values given) {
    return new PushConfig(
        given.get(URI_KEY),
        given.get(KEY_FILE),
        given.get(METER),
        given.get(INTERVAL),
        given.get(TIMEOUT),
        given.get(RETRY),
        given.get(QUEUE));
  }
}
