package org.evsebridge.simulator.scenario;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.MatchResult;

/** What is done to the programs around the station: its controller, the bridge, evcc. */
final class ProgramWords {
  static final List<Word> ALL =
      List.of(
          Word.of(
              Action.DIES,
              "nothing of the controller is left; one outside is asked to end, and killed after two"
                  + " seconds",
              World::killController),
          Word.of(
              "controller hangs",
              "a rule does nothing until it starts, and goes on then where it was",
              World::hangController),
          Word.of(
              "controller blind",
              "a rule reads currents and decides nothing, as evcc does whose meter is silent",
              World::blindController),
          Word.of(Action.STARTS, "it is there again", World::reviveController),
          Word.of(
              "evcc mode MODE [at LOADPOINT]",
              "evcc mode (off|now|minpv|pv)(?: at ([1-9]))?",
              "gives evcc's first loadpoint, or another, a mode: off, now, minpv, pv",
              (m, s) ->
                  evcc(
                      "loadpoints/"
                          + (m.group(2) == null ? "1" : m.group(2))
                          + "/mode/"
                          + m.group(1))),
          Word.of(
              "evcc post PATH",
              "evcc post ([A-Za-z0-9/.-]+)",
              "posts to a path of evcc's API, such as loadpoints/1/phases/1; the run fails, as with"
                  + " a mode, when evcc does not take it",
              (m, s) -> evcc(m.group(1))),
          Word.of(
              "http METHOD URL [JSON] [expects STATUS]",
              "http (GET|POST|PUT|PATCH|DELETE) (https?://\\S+)(?: ([{\\[].*[}\\]]))?(?: expects"
                  + " (\\d{3}))?",
              "sends a request to any program; the run fails when it is not answered within 5 s, or"
                  + " with another status than 200 to 299 or the one that is named",
              (m, s) -> http(m)),
          Word.of("bridge dies", "the bridge's process is gone", w -> w.bridge().die()),
          Word.of("bridge hangs", "it is there and does nothing", w -> w.bridge().hang()),
          Word.of("bridge starts", "it is there again", w -> w.bridge().start()));

  private ProgramWords() {}

  private static Optional<Consumer<World>> http(MatchResult m) {
    try {
      new URI(m.group(2).replaceAll("\\{[a-z0-9-]+}", "1"));
    } catch (URISyntaxException e) {
      throw new WrongValue("'" + m.group(2) + "' is no URL: " + e.getReason());
    }
    HttpDeed deed =
        new HttpDeed(
            m.group(1),
            m.group(2),
            Optional.ofNullable(m.group(3)),
            m.group(4) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(4))),
            m.group());
    return Optional.of(world -> world.outside().send(deed));
  }

  /** By evcc's REST API, whose paths follow {@code /api/}. */
  private static Optional<Consumer<World>> evcc(String path) {
    return Optional.of(world -> world.outside().post(path));
  }
}
