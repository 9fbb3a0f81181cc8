package org.evsebridge.simulator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.evsebridge.bridge.yaml.Fields;
import org.evsebridge.bridge.yaml.Position;
import org.evsebridge.simulator.meter.MeterSettings;
import org.evsebridge.simulator.meter.TelegramRecording;

/** A meter's {@code replay: FILE} or {@code replay: {file: FILE, shift-times: true}}. */
final class ReplayKey {
  /** Some days of telegrams. In bytes. */
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private ReplayKey() {}

  /**
   * Takes the key and reads the file.
   *
   * @param base where a file with a relative name is
   * @param interval the meter's, for telegrams that tell no time
   */
  static Optional<MeterSettings.Replay> read(Fields meter, Path base, Duration interval) {
    Position at = meter.at("replay");
    Optional<Path> file;
    boolean shifted = false;
    if (meter.isBlock("replay")) {
      Fields block = meter.block("replay").orElseThrow();
      file = block.text("file").map(base::resolve);
      shifted = block.flag("shift-times").orElse(false);
      if (file.isEmpty()) {
        block.problem(at, "'replay' needs the 'file' with the recorded telegrams");
      }
      block.done();
    } else {
      file = meter.text("replay").map(base::resolve);
    }
    boolean moved = shifted;
    return file.flatMap(path -> recording(path, interval, at, meter))
        .map(recording -> new MeterSettings.Replay(recording, moved));
  }

  private static Optional<TelegramRecording> recording(
      Path file, Duration interval, Position at, Fields meter) {
    try {
      if (!Files.isRegularFile(file)) {
        meter.problem(at, "there is no file " + file);
        return Optional.empty();
      }
      if (Files.size(file) > MOST_BYTES) {
        meter.problem(at, file + " is longer than 256 MiB: cut out what is to be replayed");
        return Optional.empty();
      }
      Optional<TelegramRecording> recording =
          TelegramRecording.of(Files.readAllBytes(file), interval);
      if (recording.isEmpty()) {
        meter.problem(at, file + " holds no telegram, from '/' to the line with '!'");
      }
      return recording;
    } catch (IOException e) {
      meter.problem(at, file + " cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }
}
