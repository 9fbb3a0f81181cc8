package org.evsebridge.simulator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.TelegramRecording;

/** A meter's {@code replay: FILE} or {@code replay: {file: FILE, shift-times: true}}. */
final class ReplayKey {
  /** Some days of telegrams. In bytes. */
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private static final Key<String> FILE =
      Key.text("file").says("the recorded telegrams, beside this file").such("telegrams.txt");

  private static final Key<Boolean> SHIFT_TIMES =
      Key.onOff("shift-times")
          .or(false)
          .says("whether their times are moved so that they are those of the simulation");

  private record Wanted(String file, boolean shifted) {}

  static final Key<Optional<Wanted>> REPLAY =
      Key.of(
              "replay",
              Key.<Wanted>either(
                  ScalarKind.of("a file's name", text -> Optional.of(new Wanted(text, false))),
                  Block.of(FILE, SHIFT_TIMES)
                      .making(given -> new Wanted(given.get(FILE), given.get(SHIFT_TIMES)))))
          .optional("telegrams of its own")
          .says("recorded telegrams that it sends instead of its own")
          .such("telegrams.txt");

  private ReplayKey() {}

  /**
   * Reads the recording.
   *
   * @param interval the meter's, for telegrams that tell no time
   */
  static Optional<MeterSettings.Replay> replay(Values meter, Duration interval) {
    return meter
        .get(REPLAY)
        .flatMap(
            wanted ->
                recording(Scalars.beside(meter.at(REPLAY), wanted.file), interval, meter)
                    .map(recording -> new MeterSettings.Replay(recording, wanted.shifted)));
  }

  private static Optional<TelegramRecording> recording(Path file, Duration interval, Values meter) {
    try {
      if (!Files.isRegularFile(file)) {
        meter.problem(REPLAY, "there is no file " + file);
        return Optional.empty();
      }
      if (Files.size(file) > MOST_BYTES) {
        meter.problem(REPLAY, file + " is longer than 256 MiB: cut out what is to be replayed");
        return Optional.empty();
      }
      Optional<TelegramRecording> recording =
          TelegramRecording.of(Files.readAllBytes(file), interval);
      if (recording.isEmpty()) {
        meter.problem(REPLAY, file + " holds no telegram, from '/' to the line with '!'");
      }
      return recording;
    } catch (IOException e) {
      meter.problem(REPLAY, file + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }
}
