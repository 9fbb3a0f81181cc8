package org.evsebridge.bridge.testing;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
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
    return interpreter("/usr/bin/python3", "-c", "import " + module, "python3-" + module);
  }

  /**
   * The Python of the virtual environment with dsmr-parser, which the environment's {@code
   * DSMR_PARSER_PYTHON} names; or the end of this test.
   */
  public static String dsmrParser() {
    String python = System.getenv("DSMR_PARSER_PYTHON");
    String name = "PyPI's dsmr-parser (DSMR_PARSER_PYTHON)";
    return python == null ? missing(name) : interpreter(python, "-c", "import dsmr_parser", name);
  }

  /**
   * The Python of the virtual environment with python-homewizard-energy, which the environment's
   * {@code HOMEWIZARD_PYTHON} names; or the end of this test.
   */
  public static String homeWizard() {
    String python = System.getenv("HOMEWIZARD_PYTHON");
    String name = "PyPI's python-homewizard-energy (HOMEWIZARD_PYTHON)";
    return python == null
        ? missing(name)
        : interpreter(python, "-c", "import homewizard_energy", name);
  }

  /** Node with a package that it finds on the NODE_PATH; or the end of this test. */
  public static String node(String module) {
    return interpreter("node", "-e", "require('" + module + "')", "npm's " + module);
  }

  /** The script of npm's axe-core, which stands on the NODE_PATH; or the end of this test. */
  public static Path axe() {
    String folders = System.getenv("NODE_PATH");
    return Stream.of(folders == null ? new String[0] : folders.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "axe-core", "axe.min.js"))
        .filter(Files::isReadable)
        .findFirst()
        .orElseGet(() -> Path.of(missing("npm's axe-core (on the NODE_PATH)")));
  }

  private static String interpreter(String program, String option, String trial, String name) {
    try {
      boolean there =
          new ProcessBuilder(program, option, trial)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
      return there ? program : missing(name);
    } catch (IOException e) {
      return missing(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted while looking for " + name, e);
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
