package org.evsebridge.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.evsebridge.bridge.testing.Documents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the built jars say of the licences of what is in them. */
class LicencesIT {
  private static final Path ROOT = Documents.ROOT;
  private static final String FOLDER = "META-INF/licenses/";
  private static final Pattern LICENCE =
      Pattern.compile("META-INF/([^/]*LICENSE[^/]*|NOTICE[^/]*)");

  @ParameterizedTest
  @ValueSource(strings = {"bridge/target/evse-bridge.jar", "simulator/target/evse-simulator.jar"})
  void holdOurLicenceAndThoseOfEveryLibraryInside(String program) throws IOException {
    try (JarFile jar = new JarFile(ROOT.resolve(program).toFile())) {
      assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Documents.text("LICENSE"));
      String list = text(jar, FOLDER + "THIRD-PARTY.txt");
      List<Path> libraries = librariesIn(jar);
      assertThat(libraries).hasSizeGreaterThan(10);
      for (Path library : libraries) {
        // Of the local repository: …/ARTIFACT/VERSION/FILE.jar
        Path version = library.getParent();
        assertThat(list)
            .contains(":" + version.getParent().getFileName() + ":" + version.getFileName() + " ");
        requireLicences(jar, library);
      }
    }
  }

  private static void requireLicences(JarFile jar, Path library) throws IOException {
    String name = library.getFileName().toString().replaceFirst("\\.jar$", "-jar");
    try (JarFile from = new JarFile(library.toFile())) {
      for (JarEntry entry : from.stream().toList()) {
        var licence = LICENCE.matcher(entry.getName());
        if (licence.matches()) {
          assertThat(text(jar, FOLDER + name + "/" + licence.group(1)))
              .as(entry + " of " + library)
              .isEqualTo(text(from, entry.getName()));
        }
      }
    }
  }

  /** Those libraries of the tests' class path of which something is in the jar. */
  private static List<Path> librariesIn(JarFile jar) throws IOException {
    List<Path> libraries = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(":")) {
      Path file = Path.of(path);
      if (Files.isRegularFile(file) && !file.startsWith(ROOT)) {
        try (JarFile library = new JarFile(file.toFile())) {
          Optional<String> content =
              library.stream().map(JarEntry::getName).filter(LicencesIT::isCode).findFirst();
          if (content.isPresent() && jar.getEntry(content.get()) != null) {
            libraries.add(file);
          }
        }
      }
    }
    return libraries;
  }

  private static boolean isCode(String entry) {
    return entry.matches(".*\\.(class|so)") && !entry.endsWith("module-info.class");
  }

  private static String text(JarFile jar, String entry) throws IOException {
    JarEntry found = jar.getJarEntry(entry);
    assertThat(found).as(entry + " in " + jar.getName()).isNotNull();
    return new String(jar.getInputStream(found).readAllBytes(), UTF_8);
  }
}
