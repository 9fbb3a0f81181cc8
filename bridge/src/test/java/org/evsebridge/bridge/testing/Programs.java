package org.evsebridge.bridge.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How tests start programs of this project. */
public final class Programs {
  private Programs() {}

  /**
   * The words that start this Java with these arguments. The program hears SIGHUP and SIGINT also
   * where these tests run under nohup or in the background of a script, whose children would
   * inherit that they are ignored.
   */
  public static List<String> java(List<String> arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "--default-signal=HUP,INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    words.addAll(arguments);
    return words;
  }
}
