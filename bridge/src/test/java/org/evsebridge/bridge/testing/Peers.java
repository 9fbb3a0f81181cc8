package org.evsebridge.bridge.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Independent programs that tests compare with. A missing one skips the test; where peers are
 * required ({@code -Dpeers.required=true}, as CI sets it) it fails the test.
 */
public final class Peers {
  private static final boolean REQUIRED = Boolean.getBoolean("peers.required");

  private Peers() {}

  /** The path of a program, or the end of this test. */
  public static String program(String name) {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> missing(name));
  }

  /**
   * Debian's Python, which sees Debian's packages, with a module of it; or the end of this test.
   */
  public static String python(String module) {
    String python = "/usr/bin/python3";
    try {
      boolean there =
          Files.isExecutable(Path.of(python))
              && new ProcessBuilder(python, "-c", "import " + module)
                      .redirectErrorStream(true)
                      .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                      .start()
                      .waitFor()
                  == 0;
      return there ? python : missing("python3-" + module);
    } catch (java.io.IOException | InterruptedException e) {
      return fail("cannot run " + python, e);
    }
  }

  private static String missing(String name) {
    if (REQUIRED) {
      return fail("this test needs " + name + ", which is not installed");
    }
    assumeTrue(false, "skipped: " + name + " is not installed");
    return null;
  }
}
