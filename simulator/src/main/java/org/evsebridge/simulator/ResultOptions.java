package org.evsebridge.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.evsebridge.simulator.report.HtmlReport;
import org.evsebridge.simulator.report.JunitReport;
import org.evsebridge.simulator.report.ScenarioReport;
import picocli.CommandLine.Option;

/** Where the results of scenarios are written, for those who make them and who join them. */
final class ResultOptions {
  @Option(names = "--junit", paramLabel = "FILE", description = "Write a JUnit XML report.")
  private Path junit;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with verdicts, plots and what happened; one file, for a browser.")
  private Path html;

  void write(List<ScenarioReport> reports) throws IOException {
    if (html != null) {
      Files.writeString(html, HtmlReport.of(reports));
    }
    if (junit != null) {
      JunitReport.write(junit, reports);
    }
  }

  /**
   * What is wrong with the places to write to, found before the work is done.
   *
   * @param read files that are none of them
   * @param more further files that will be written; null where there is none
   */
  Optional<String> problem(List<Path> read, Path... more) {
    return files(more)
        .flatMap(
            file ->
                read.contains(file)
                    ? Stream.of("cannot write " + file + ": it is to be read")
                    : problem(file).stream())
        .findFirst();
  }

  /**
   * Removes what an earlier run has written, so that nobody takes it for the results of one that is
   * ended before it has any.
   *
   * @param more as for {@link #problem}
   */
  void forget(Path... more) throws IOException {
    for (Path file : files(more).toList()) {
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(file);
      }
    }
  }

  private Stream<Path> files(Path... more) {
    return Stream.concat(Arrays.stream(new Path[] {junit, html}), Arrays.stream(more))
        .filter(Objects::nonNull);
  }

  private static Optional<String> problem(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return Optional.of("cannot write " + file + ": it is a folder");
    }
    return Files.isDirectory(folder) && Files.isWritable(folder)
        ? Optional.empty()
        : Optional.of("cannot write " + file + ": there is no folder to write into");
  }
}
