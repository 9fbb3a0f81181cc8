package org.evsebridge.bridge.mqtt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.evsebridge.bridge.house.ModuleCommands;
import org.evsebridge.bridge.house.ModuleReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes for one charging module. Belongs to one event loop. */
final class CommandInbox {
  private static final Logger LOG = LoggerFactory.getLogger(CommandInbox.class);
  private static final int LEAST_AMPERES = 6;
  private static final int MOST_AMPERES = 80;
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,3})(?:\\.0+)?");

  /** The longest command is short: of one that is longer so much is logged. */
  private static final int SHOWN = 40;

  private final String name;
  private final ModuleCommands commands;
  private final String line;
  private final int unit;

  /** What charging is allowed with again; the least until the module was seen to allow more. */
  private int allowed = LEAST_AMPERES;

  /**
   * @param name for the log
   * @param module which one
   */
  CommandInbox(String name, ModuleReading module, ModuleCommands commands) {
    this.name = name;
    this.commands = commands;
    this.line = module.line();
    this.unit = module.unit();
  }

  /** What the module says now. */
  void saw(ModuleReading module) {
    if (module.limit().isPresent()) {
      remember(module.limit().getAsInt());
    }
  }

  private void remember(int amperes) {
    if (amperes >= LEAST_AMPERES && amperes <= MOST_AMPERES) {
      allowed = amperes;
    }
  }

  /**
   * A command came.
   *
   * @param retained whether the broker has kept it: nobody gives it now
   */
  void came(ModuleControl control, String payload, boolean retained) {
    String text = payload.strip();
    if (retained) {
      if (!text.isEmpty()) {
        LOG.info("{}: a retained command for {} is ignored", name, control.key());
      }
      return;
    }
    Optional<CompletableFuture<Optional<String>>> done =
        switch (control) {
          case LIMIT -> amperes(text).map(this::limit);
          case ENABLED -> onOff(text).map(on -> limit(on ? allowed : 0));
          case PHASES -> phases(text).map(three -> commands.phases(line, unit, three));
        };
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    if (done.isEmpty()) {
      LOG.warn("{}: {} is {}, not '{}'", name, control.key(), control.takes(), shown);
      return;
    }
    LOG.info("{}: {} {}", name, control.key(), shown);
    done.get()
        .thenAccept(
            trouble ->
                trouble.ifPresent(
                    why -> LOG.warn("{}: {} {} failed: {}", name, control.key(), shown, why)));
  }

  private CompletableFuture<Optional<String>> limit(int amperes) {
    remember(amperes);
    return commands.limit(line, unit, amperes);
  }

  private static Optional<Integer> amperes(String text) {
    var number = WHOLE.matcher(text);
    return number.matches()
        ? Optional.of(Integer.valueOf(number.group(1)))
            .filter(a -> a == 0 || a >= LEAST_AMPERES && a <= MOST_AMPERES)
        : Optional.empty();
  }

  private static Optional<Boolean> onOff(String text) {
    return switch (text) {
      case "ON" -> Optional.of(true);
      case "OFF" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> phases(String text) {
    return switch (text) {
      case "3" -> Optional.of(true);
      case "1" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
