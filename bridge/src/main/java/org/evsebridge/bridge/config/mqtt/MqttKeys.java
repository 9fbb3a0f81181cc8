package org.evsebridge.bridge.config.mqtt;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.mqtt.DiscoveryConfig.Form;
import org.evsebridge.bridge.config.mqtt.MqttConfig.Login;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of {@code mqtt:}. */
public final class MqttKeys {
  /** Topics are at most 65,535 bytes long; what stands behind the prefix is short. */
  private static final String LEVELS = "(?=.{1,200}$)[^+#$/\\s]+(/[^+#$/\\s]+)*";

  /** What every broker of MQTT 3.1.1 must take is shorter; they all take these. */
  private static final String CLIENT_ID = "[A-Za-z0-9_-]{1,64}";

  private static final Key<BrokerAddress> URI =
      Key.of(
              "uri",
              ScalarKind.of(
                      "a broker's address such as mqtt://192.168.1.5:1883 or"
                          + " mqtts://broker.lan:8883, without a name or password in it",
                      BrokerAddress::parse)
                  .pattern(BrokerAddress.PATTERN))
          .says("where the broker is; `mqtts` speaks TLS; the usual ports are 1883 and 8883")
          .such("mqtt://127.0.0.1:1883");
  private static final Key<Optional<String>> USERNAME =
      Key.text("username").optional("anybody").says("who the bridge is to the broker").such("evse");
  private static final Key<Optional<Path>> PASSWORD_FILE =
      Key.of("password-file", ScalarKind.of("the path of a file", FileNames::path))
          .optional("no password")
          .says(
              "a file with one line, the password, which others than its owner and group may not read")
          .such("/etc/evse-bridge/mqtt.password");
  private static final Key<Optional<Path>> CA_FILE =
      Key.of("ca-file", ScalarKind.of("the path of a file", FileNames::path))
          .optional("those that Java trusts")
          .says("certificates in PEM form: the broker's must be one of them or come from one")
          .such("/etc/evse-bridge/mqtt-ca.pem");
  private static final Key<Optional<String>> CLIENT_ID_KEY =
      Key.of(
              "client-id",
              ScalarKind.of(
                      "1 to 64 letters, digits, _ and -",
                      text -> Optional.of(text).filter(id -> id.matches(CLIENT_ID)))
                  .pattern(CLIENT_ID))
          .optional("evse-bridge- and a number made of the machine's id")
          .says("what the broker knows this bridge by; no other client may have it")
          .such("evse-bridge-garage");
  private static final Key<Optional<String>> METER =
      Key.of(
              "meter",
              ScalarKind.of("the device of an entry of p1:", FileNames::device).pattern(".*\\S.*"))
          .optional("the only entry of `p1:`")
          .says("the device of the `p1:` entry whose values are told")
          .such("/dev/ttyUSB0");
  private static final Key<String> PREFIX =
      Key.of("prefix", levels()).or("evse-bridge").says("the first levels of every topic");
  private static final Key<Form> DISCOVERY =
      Key.choice("discovery", Form.class)
          .or(Form.DEVICE)
          .says(
              "how Home Assistant learns of the values: `device`, a message for each device (Home"
                  + " Assistant of 2025 and later); `entity`, one for each value (also older ones,"
                  + " openHAB, Domoticz); `off`, not at all");
  private static final Key<String> DISCOVERY_PREFIX =
      Key.of("discovery-prefix", levels())
          .or("homeassistant")
          .says("the first levels of the topics on which Home Assistant listens");
  private static final Key<Boolean> CONTROL =
      Key.onOff("control")
          .or(false)
          .says(
              "whether limit, charging and phases of the module can be set by MQTT; not beside evcc,"
                  + " which would set them back");
  private static final Key<Duration> INTERVAL =
      Key.durationUpTo("interval", ofHours(1))
          .or(ofSeconds(1))
          .says("the least time between two telegrams whose values are told; 0 tells each");
  private static final Key<Duration> TIMEOUT =
      Key.duration("timeout", ofMillis(500), ofMinutes(5))
          .or(ofSeconds(10))
          .says(
              "how long the broker may take for an answer; one that takes longer is connected to"
                  + " anew");
  private static final Key<Duration> RETRY =
      Key.duration("retry", ofSeconds(1), ofHours(1))
          .or(ofSeconds(30))
          .says(
              "the longest wait between two tries to connect; the first is a second, each further"
                  + " one twice as long");

  /** The block. */
  public static final Block<MqttConfig> BLOCK =
      Block.of(
              URI,
              USERNAME,
              PASSWORD_FILE,
              CA_FILE,
              CLIENT_ID_KEY,
              METER,
              PREFIX,
              DISCOVERY,
              DISCOVERY_PREFIX,
              CONTROL,
              INTERVAL,
              TIMEOUT,
              RETRY)
          .rule(Rule.belongs(PASSWORD_FILE, USERNAME))
          .rule(
              new Rule(
                  "'ca-file' belongs to a 'uri' that begins with mqtts:",
                  given -> !given.has(CA_FILE) || given.get(URI).tls(),
                  Optional.of(CA_FILE)))
          .making(MqttKeys::config);

  private MqttKeys() {}

  private static ScalarKind<String> levels() {
    return ScalarKind.of(
            "levels of a topic such as house/evse, without +, #, $ and spaces",
            text -> Optional.of(text).filter(levels -> levels.matches(LEVELS)))
        .pattern(LEVELS);
  }

  private static MqttConfig config(Values given) {
    return new MqttConfig(
        given.get(URI),
        given.get(USERNAME).map(name -> new Login(name, given.get(PASSWORD_FILE))),
        given.get(CA_FILE),
        given.get(CLIENT_ID_KEY),
        given.get(METER),
        given.get(PREFIX),
        new DiscoveryConfig(given.get(DISCOVERY), given.get(DISCOVERY_PREFIX)),
        given.get(CONTROL),
        new MqttTimes(given.get(INTERVAL), given.get(TIMEOUT), given.get(RETRY)));
  }
}
