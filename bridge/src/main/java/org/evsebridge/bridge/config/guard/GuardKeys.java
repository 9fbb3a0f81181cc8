package org.evsebridge.bridge.config.guard;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.config.FileNames;
import org.evsebridge.bridge.config.guard.GuardSettings.ControllerSilence;
import org.evsebridge.bridge.config.guard.GuardSettings.Then;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Durations;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.Rule;
import org.evsebridge.bridge.yaml.ScalarKind;
import org.evsebridge.bridge.yaml.Values;

/** The keys of {@code guard:}. */
public final class GuardKeys {
  /** The highest Modbus address that a unit may have. */
  static final int MOST_UNIT = 247;

  private static final int MOST_FUSE = 250;
  private static final String AUTO = "auto";

  static final Key<Integer> FUSE =
      Key.whole("fuse", GuardedModule.LEAST_AMPERES, MOST_FUSE)
          .says("A; the main fuse's rated current on each phase")
          .such("25");
  static final Key<FuseKind> KIND =
      Key.choice("kind", FuseKind.class)
          .or(FuseKind.GG)
          .says("what it is: a `gg` cartridge, or a breaker of characteristic `b` or `c`");
  private static final Key<Integer> MARGIN =
      Key.whole("margin", 0, MOST_FUSE).or(0).says("A; what is kept free under the fuse");
  static final Key<Integer> SAFE_CURRENT =
      Key.of(
              "safe-current",
              ScalarKind.whole(0, MOST_FUSE)
                  .check(
                      safe -> safe == 0 || safe >= GuardedModule.LEAST_AMPERES,
                      "'%s' must be 0, or 6 and more: no car charges with less"))
          .or(
              "6 where the fuse carries a full house and that for ever, else 0",
              given -> GuardSettings.defaultSafeCurrent(given.get(FUSE), given.get(KIND)))
          .says(
              "A; what all modules together may draw on a phase while the meter is silent, and what"
                  + " they fall back to when the bridge dies")
          .such("6");
  static final Key<Optional<MeterChoice>> METER =
      Key.of(
              "meter",
              Key.<MeterChoice>either(
                  ScalarKind.of(
                          "the device of an entry of p1:",
                          text -> FileNames.device(text).map(MeterChoice.OfP1::new))
                      .written(MeterChoice.OfP1::device),
                  ModbusMeterKeys.BLOCK.making(MeterChoice.OverModbus::new)))
          .optional("the only entry of `p1:`")
          .says("the device of the `p1:` entry that shows the house, or a meter on a Modbus line")
          .such("/dev/ttyUSB0");
  static final Key<List<Values>> CHARGERS =
      Key.of(
              "chargers",
              Key.list("chargers", ModuleKeys.BLOCK)
                  .kind()
                  .faultless()
                  .check(all -> !all.isEmpty(), "'%s' is empty: name the modules behind the fuse"))
          .says("the charging modules behind that fuse")
          .shown();
  private static final Key<Duration> RAISE_AFTER =
      Key.duration("raise-after", ofSeconds(10), ofHours(1))
          .or(ofSeconds(60))
          .says("how long there must have been room before a limit rises");
  private static final Key<Duration> PAUSE =
      Key.duration("pause", ofSeconds(30), ofHours(4))
          .or(ofMinutes(5))
          .says("how long a car that the guard has stopped waits at least");

  private static final Key<Optional<Duration>> SILENT_AFTER =
      Key.of(
              "silent-after",
              ScalarKind.of(
                      "a duration of 10s to 4h, or auto",
                      text ->
                          text.equals(AUTO)
                              ? Optional.of(Optional.<Duration>empty())
                              : Durations.parse(text)
                                  .filter(GuardKeys::isSilence)
                                  .map(Optional::of))
                  .written(after -> after.map(Durations::format).orElse(AUTO)))
          .or(Optional.empty())
          .says(
              "when the controller counts as silent; `auto`: after three times the longest gap seen, "
                  + Durations.format(ControllerSilence.LEAST)
                  + " at least and "
                  + Durations.format(ControllerSilence.MOST)
                  + " at most");
  private static final Key<Then> THEN =
      Key.choice("then", Then.class)
          .or(Then.KEEP)
          .says(
              "what its modules get then: their last wish, the safe current, or nothing; the fuse is"
                  + " protected with each");
  private static final Block<ControllerSilence> CONTROLLER_BLOCK =
      Block.of(SILENT_AFTER, THEN)
          .making(given -> new ControllerSilence(given.get(SILENT_AFTER), given.get(THEN)));
  private static final Key<ControllerSilence> CONTROLLER =
      Key.of("controller", CONTROLLER_BLOCK)
          .or("", given -> CONTROLLER_BLOCK.defaults())
          .says("what happens when nobody steers any more");

  private static final Key<Path> STATE =
      Key.of("state", ScalarKind.of("the path of a folder", FileNames::path))
          .or(Path.of("/run/evse-bridge"))
          .says(
              "the folder where wishes are remembered for a restart; on a container give it a"
                  + " volume");

  /**
   * The block; the meter and lines that it names are looked up when the rest of the file has been
   * read.
   */
  public static final Block<GuardDraft> BLOCK =
      Block.of(
              FUSE,
              KIND,
              SAFE_CURRENT,
              METER,
              CHARGERS,
              MARGIN,
              RAISE_AFTER,
              PAUSE,
              CONTROLLER,
              STATE)
          .rule(
              new Rule(
                  "'margin' leaves less than 6 A of the fuse, with which no car charges",
                  given ->
                      given.find(FUSE).isEmpty()
                          || given.get(MARGIN) + GuardedModule.LEAST_AMPERES <= given.get(FUSE),
                  Optional.of(MARGIN)))
          .making(GuardDraft::new);

  private GuardKeys() {}

  private static boolean isSilence(Duration after) {
    return after.compareTo(ofSeconds(10)) >= 0 && after.compareTo(ofHours(4)) <= 0;
  }

  static GuardSettings settings(Values given, List<GuardedModule> modules) {
    return new GuardSettings(
        given.get(FUSE),
        given.get(KIND),
        given.get(MARGIN),
        given.get(SAFE_CURRENT),
        given.get(RAISE_AFTER),
        given.get(PAUSE),
        given.get(CONTROLLER),
        modules);
  }

  static Path state(Values given) {
    return given.get(STATE);
  }
}
