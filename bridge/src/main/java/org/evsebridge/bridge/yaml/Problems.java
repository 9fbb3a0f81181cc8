package org.evsebridge.bridge.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with files, so that all of it is reported in one go. Not thread-safe. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** In the order in which they were begun to be read. */
  private final Set<String> files = new LinkedHashSet<>();

  /** A file is being read now; its problems come behind those of the files read before it. */
  public void reading(String file) {
    files.add(file);
  }

  public void add(Position at, String text) {
    found.add(new Problem(at, text));
    files.add(at.file());
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** How many have been added so far. */
  public int count() {
    return found.size();
  }

  /** All of them, each once, by file in the order of reading, then by their place in it. */
  public List<Problem> all() {
    List<String> order = List.copyOf(files);
    return found.stream()
        .distinct()
        .sorted(
            Comparator.<Problem>comparingInt(problem -> order.indexOf(problem.at().file()))
                .thenComparingInt(problem -> problem.at().line())
                .thenComparingInt(problem -> problem.at().column()))
        .toList();
  }

  /**
   * @throws ConfigException with every problem collected so far, if there is any
   */
  public void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw new ConfigException(all());
    }
  }
}
