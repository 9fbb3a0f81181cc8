package org.evsebridge.bridge.yaml;

import java.util.List;
import java.util.stream.Collectors;

/** A file that cannot be used; holds every problem found in it, in the order of the file. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public ConfigException(Position at, String text) {
    this(List.of(new Problem(at, text)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
