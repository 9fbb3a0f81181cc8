package org.evsebridge.bridge.config.http;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.ListenKeys;
import org.evsebridge.bridge.config.http.HttpConfig.Read;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of {@code http:}. */
public final class HttpKeys {
  private static final String HOST_NAME = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?";

  /** Twelve digits, of which the second marks an address as locally administered and no group's. */
  private static final String SERIAL_PATTERN = "[0-9a-fA-F][26aeAE][0-9a-fA-F]{10}";

  private static final Key<Integer> PORT = ListenKeys.port(80);
  private static final Key<String> HOST =
      Key.text("host")
          .or("127.0.0.1")
          .says("the address to listen on; `0.0.0.0` is every IPv4 address of the machine");
  private static final Key<Optional<String>> METER =
      Key.of(
              "meter",
              ScalarKind.of("the device of an entry of p1:", FileNames::device).pattern(".*\\S.*"))
          .optional("the only entry of `p1:`")
          .says("the device of the `p1:` entry whose telegrams are shown")
          .such("/dev/ttyUSB0");
  private static final Key<Optional<Path>> TOKEN_FILE =
      Key.of("token-file", ScalarKind.of("the path of a file", FileNames::path))
          .optional("no token")
          .says(
              "a file with one word, which others than its owner and group may not read: who gives"
                  + " it as `Authorization: Bearer WORD` sees clients' addresses too")
          .such("/etc/evse-bridge/http.token");
  private static final Key<Read> READ =
      Key.choice("read", Read.class)
          .or(Read.OPEN)
          .says(
              "`open`: everybody who reaches the port may read, as with a HomeWizard; `token`: only"
                  + " who gives the token");
  private static final Key<List<String>> HOSTS =
      Key.list(
              "hosts",
              "names of hosts",
              ScalarKind.of(
                      "the name of a host",
                      text ->
                          Optional.of(text.toLowerCase(Locale.ROOT))
                              .filter(name -> name.matches(HOST_NAME)))
                  .pattern(HOST_NAME))
          .or("none", given -> List.of())
          .says("names by which browsers may call the bridge, beside those of a home network")
          .such("meter.example.org");
  private static final Key<Optional<String>> SERIAL =
      Key.of(
              "serial",
              ScalarKind.of(
                      "12 hexadecimal digits of which the second is 2, 6, a or e, so that they are"
                          + " no real device's",
                      text ->
                          Optional.of(text.toLowerCase(Locale.ROOT))
                              .filter(serial -> serial.matches(SERIAL_PATTERN)))
                  .pattern(SERIAL_PATTERN))
          .optional("made of the machine's id")
          .says("what the bridge gives as its serial number")
          .such("02005e0000a1");
  private static final Key<Boolean> ANNOUNCE =
      Key.onOff("announce")
          .or("true unless only this machine is served", HttpKeys::isForOthers)
          .says("whether Home Assistant and SmartEVSE find the meter by mDNS");
  private static final Key<Integer> MAX_CONNECTIONS =
      Key.whole("max-connections", 1, 65_536)
          .or(512)
          .says(
              "connections at once; with no place left, who has finished no request for longest"
                  + " gives way");
  private static final Key<Duration> IDLE_TIMEOUT =
      Key.duration("idle-timeout", ofSeconds(1), ofHours(9))
          .or(ofSeconds(60))
          .says("a connection that has finished no request for so long is closed");
  private static final Key<Integer> MAX_WEBSOCKETS =
      Key.whole("max-websockets", 1, 65_536)
          .or(256)
          .says("clients of `/ws` at once, and as many of `/events`; one more is refused with 503");
  private static final Key<Integer> MAX_UNSENT =
      Key.whole("max-unsent", 16 * 1024, 64 * 1024 * 1024)
          .or(256 * 1024)
          .says("bytes that may wait for a client of `/ws` or `/events` before it is cut off");

  /** The block. */
  public static final Block<HttpConfig> BLOCK =
      Block.of(
              PORT,
              HOST,
              METER,
              TOKEN_FILE,
              READ,
              HOSTS,
              SERIAL,
              ANNOUNCE,
              MAX_CONNECTIONS,
              IDLE_TIMEOUT,
              MAX_WEBSOCKETS,
              MAX_UNSENT)
          .rule(
              new Rule(
                  "'read: token' belongs to 'token-file'",
                  given -> given.get(READ) == Read.OPEN || given.has(TOKEN_FILE),
                  Optional.of(READ)))
          .making(HttpKeys::config);

  private HttpKeys() {}

  private static boolean isForOthers(Values given) {
    String host = given.get(HOST);
    return !host.startsWith("127.") && !host.equals("::1") && !host.equals("localhost");
  }

  private static HttpConfig config(Values given) {
    return new HttpConfig(
        ListenKeys.address(Optional.of(given.get(HOST)), given.get(PORT)),
        given.get(METER),
        given.get(TOKEN_FILE),
        given.get(READ),
        given.get(HOSTS),
        given.get(SERIAL),
        given.get(ANNOUNCE),
        new HttpLimits(
            given.get(MAX_CONNECTIONS),
            given.get(IDLE_TIMEOUT),
            given.get(MAX_WEBSOCKETS),
            given.get(MAX_UNSENT)));
  }
}
