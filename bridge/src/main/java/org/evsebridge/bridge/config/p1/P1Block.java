package org.evsebridge.bridge.config.p1;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.config.ListenKeys;
import org.evsebridge.bridge.config.SerialKeys;
import org.evsebridge.bridge.config.SerialSettings;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Values;

/** The keys of an entry of {@code p1:}. */
public final class P1Block {
  private static final Duration SHORTEST = ofMillis(1);

  private static final Key<Integer> PORT = ListenKeys.port(2000);
  private static final Key<Optional<String>> HOST = ListenKeys.host();
  private static final Key<String> DEVICE =
      SerialKeys.device()
          .says("path of the meter's serial device; better one of `/dev/serial/by-id`");
  private static final Key<Integer> BAUDRATE =
      SerialKeys.baudrate(SerialSettings.P1).says("the line's speed in bits a second");
  private static final Key<SerialSettings> COMSET =
      SerialKeys.comset("data bits, parity and stop bits, such as 8N1 or 7E1", SerialSettings.P1)
          .says("how a character stands on the line; 7E1 comes out as plain ASCII");
  private static final Key<Optional<Boolean>> DTR =
      Key.onOff("dtr")
          .optional("left on")
          .says("the line DTR while the device is open; said once if the device has none")
          .such("on");
  private static final Key<Optional<Boolean>> RTS =
      Key.onOff("rts")
          .optional("left on")
          .says("the line RTS, on which a meter's request hangs; said once if there is none")
          .such("on");
  private static final Key<P1Config.Pieces> FRAMING =
      Key.choice("framing", P1Config.Pieces.class)
          .or(P1Config.Pieces.TELEGRAM)
          .says("`telegram`: whole telegrams only; `raw`: bytes as they come");
  private static final Key<P1Config.Crc> CRC =
      Key.choice("crc", P1Config.Crc.class)
          .or(P1Config.Crc.KEEP)
          .says(
              "`keep`: as it came; `check`: wrong telegrams are dropped, and a checksum without"
                  + " its zeros, in lower case or with spaces is put right; `add`: also gives DSMR"
                  + " 2.2 and 3 telegrams a CRC, so that evcc takes them");
  private static final Key<Integer> MAX_CONNECTIONS =
      Key.whole("max-connections", 1, 65_536)
          .or(32)
          .says("clients at once; with no place left, who has taken nothing for longest gives way");
  private static final Key<Integer> MAX_UNSENT =
      Key.whole("max-unsent", 4 * 1024, 64 * 1024 * 1024)
          .or(256 * 1024)
          .says("bytes that may wait for a client before it is cut off");
  private static final Key<Duration> WRITE_TIMEOUT =
      Key.duration("write-timeout", SHORTEST)
          .or(ofSeconds(30))
          .says("a client that takes nothing for so long is cut off");
  private static final Key<Duration> GIVE_WAY_AFTER =
      Key.duration("give-way-after", SHORTEST)
          .or(ofSeconds(5))
          .says("to give way, a client must have taken nothing for so long");
  private static final Key<Duration> KEEPALIVE =
      Key.duration("keepalive", ofSeconds(3), ofHours(9))
          .or(ofSeconds(30))
          .says("a silent client is asked after so long, three times, whether it is still there");
  private static final Key<Integer> REPLAY_CYCLES =
      Key.whole("replay-cycles", 0, 1_000)
          .or(3)
          .says("how many cycles of the meter old the last telegram may be for a new client");
  private static final Key<Duration> SILENT_AFTER =
      Key.duration("silent-after")
          .or(SilenceLimits.DEFAULT.silentAfter())
          .says("the log tells once that the meter has sent no byte for so long; 0 never does");
  private static final Key<Integer> LATE_CYCLES =
      Key.whole("late-cycles", 1, 1_000)
          .or(SilenceLimits.DEFAULT.lateCycles())
          .says(
              "the log tells once that bytes come, but no telegram has ended for so many cycles of"
                  + " the meter, and what they look like");
  private static final Key<Integer> WRONG_IN_A_ROW =
      Key.whole("wrong-in-a-row", 2, 100_000)
          .or(SilenceLimits.DEFAULT.wrongInARow())
          .says(
              "after so many wrong checksums in a row the log tells the cable from another"
                  + " polynomial");

  public static final Block<P1Config> ENTRY =
      Block.of(
              PORT,
              HOST,
              DEVICE,
              BAUDRATE,
              COMSET,
              DTR,
              RTS,
              FRAMING,
              CRC,
              MAX_CONNECTIONS,
              MAX_UNSENT,
              WRITE_TIMEOUT,
              GIVE_WAY_AFTER,
              KEEPALIVE,
              REPLAY_CYCLES,
              SILENT_AFTER,
              LATE_CYCLES,
              WRONG_IN_A_ROW)
          .making(P1Block::config);

  private P1Block() {}

  private static P1Config config(Values given) {
    return new P1Config(
        ListenKeys.address(given.get(HOST), given.get(PORT)),
        given.get(DEVICE),
        given.get(COMSET).withBaudrate(given.get(BAUDRATE)),
        given.get(DTR),
        given.get(RTS),
        given.get(FRAMING),
        given.get(CRC),
        given.get(MAX_CONNECTIONS),
        given.get(MAX_UNSENT),
        given.get(WRITE_TIMEOUT),
        given.get(GIVE_WAY_AFTER),
        given.get(KEEPALIVE),
        given.get(REPLAY_CYCLES),
        new SilenceLimits(
            given.get(SILENT_AFTER), given.get(LATE_CYCLES), given.get(WRONG_IN_A_ROW)));
  }
}
