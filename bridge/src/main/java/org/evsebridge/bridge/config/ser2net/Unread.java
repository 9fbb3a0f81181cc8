package org.evsebridge.bridge.config.ser2net;

import java.util.HashSet;
import java.util.Set;
import org.evsebridge.bridge.yaml.Position;

/**
 * What was left out of a configuration because of faults. After a reload, what ran under these
 * names or came from these files keeps running until the fault is mended.
 *
 * @param names those of faulty connections and rotators
 * @param files included files that cannot be read at all
 */
public record Unread(Set<String> names, Set<String> files) {
  public Unread {
    names = Set.copyOf(names);
    files = Set.copyOf(files);
  }

  public Unread and(Unread more) {
    Set<String> allNames = new HashSet<>(names);
    allNames.addAll(more.names);
    Set<String> allFiles = new HashSet<>(files);
    allFiles.addAll(more.files);
    return new Unread(allNames, allFiles);
  }

  public boolean covers(String name, Position at) {
    return names.contains(name) || files.contains(at.file());
  }
}
