package org.evsebridge.bridge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.evsebridge.bridge.config.p1.P1Config;
import org.evsebridge.bridge.yaml.Placed;
import org.evsebridge.bridge.yaml.Problems;

/** Which of the meters that are read the house is shown. */
final class HouseMeters {
  private HouseMeters() {}

  /**
   * Adds a problem where the one that is meant cannot be told, or is not read.
   *
   * @param wishes what is written of each block that shows one
   */
  static void check(
      List<Placed<Optional<String>>> wishes, List<P1Config> p1Ports, Problems problems) {
    List<String> devices = p1Ports.stream().map(P1Config::device).distinct().toList();
    for (Placed<Optional<String>> wish : wishes) {
      if (wish.value().isEmpty() && devices.size() > 1) {
        problems.add(wish.at(), "'meter' is missing: there is more than one, " + named(devices));
      }
      wish.value()
          .filter(wanted -> !devices.contains(wanted))
          .ifPresent(
              wanted ->
                  problems.add(
                      wish.at(),
                      "no entry of p1: has the device "
                          + wanted
                          + (devices.isEmpty() ? "" : "; there is " + named(devices))));
    }
  }

  private static String named(List<String> devices) {
    return devices.stream().collect(Collectors.joining(", "));
  }
}
