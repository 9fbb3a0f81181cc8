package org.evsebridge.bridge.config.guard;

import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.SerialSettings;

/**
 * The meters and lines of a bridge that a guard can name.
 *
 * @param meters the entries of {@code p1:}
 * @param lines the lines of {@code modbusproxy:}, each once
 */
public record GuardedSite(List<P1Meter> meters, List<BusLine> lines) {
  /** A smart meter's port. */
  public record P1Meter(String device, SerialSettings settings) {
    /** Whether its line is set as for DSMR 2.2 and 3, whose telegrams have no values per phase. */
    boolean showsNoPhases() {
      return settings.dataBits() == 7 && settings.baudrate() == 9600;
    }
  }

  /**
   * A line of modules.
   *
   * @param isRemote whether it is behind a network, where somebody else may speak to it too
   * @param isFastEnough whether two heartbeats reach a module within the two seconds that one lasts
   * @param waitsTooLong whether the file has it wait for an answer for longer than leaves room
   */
  public record BusLine(
      String name, boolean isRemote, boolean isFastEnough, boolean waitsTooLong) {}

  /** The only one, or the one that a name means; empty when there is none such. */
  Optional<P1Meter> meter(Optional<String> device) {
    return meters.stream()
        .filter(one -> device.map(name -> isSame(name, one.device())).orElse(meters.size() == 1))
        .findFirst();
  }

  /** The only one, or the one that a name means; empty when there is none such. */
  Optional<BusLine> line(Optional<String> line) {
    return lines.stream()
        .filter(one -> line.map(name -> isSame(name, one.name())).orElse(lines.size() == 1))
        .findFirst();
  }

  private static boolean isSame(String one, String other) {
    return one.equals(other) || FileNames.real(one).equals(FileNames.real(other));
  }

  /** What to choose from, for messages. */
  String knownMeters() {
    return meters.isEmpty()
        ? "there is no entry of p1:"
        : "p1: has " + String.join(", ", meters.stream().map(P1Meter::device).toList());
  }

  /** What to choose from, for messages. */
  String knownLines() {
    return lines.isEmpty()
        ? "there is no entry of modbusproxy:"
        : "modbusproxy: has " + String.join(", ", lines.stream().map(BusLine::name).toList());
  }
}
