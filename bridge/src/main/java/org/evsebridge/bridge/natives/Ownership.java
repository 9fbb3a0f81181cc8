package org.evsebridge.bridge.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who can write a file: its owner, whoever its mode lets, and whoever can put another in its place.
 * For systems that know numeric users and modes.
 *
 * @param user the number of the only user besides root who may
 */
public record Ownership(int user) {
  private static final int ROOT = 0;
  private static final int GROUP_OR_OTHERS_WRITE = 0022;
  private static final int STICKY = 01000;
  private static final int MODE_BITS = 07777;

  /**
   * The user who owns a file.
   *
   * @param made a file that this program has just made
   */
  public static Ownership ofMakerOf(Path made) throws IOException {
    return new Ownership((int) attributes(made).get("uid"));
  }

  /** The user this program runs as (Linux). */
  public static Ownership ofRunningUser() throws IOException {
    return new Ownership((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /**
   * Why others could write a file or folder; empty when they cannot. A link is refused: whoever
   * made it may not be who can write what it leads to.
   *
   * @throws IOException when it is not there
   */
  public Optional<String> fault(Path file) throws IOException {
    return fault(file, false);
  }

  /**
   * Why others could write a file or put another in its place: what {@link #fault} says of it or of
   * a folder above it. Folders in which only an owner may rename and remove, such as /tmp, pass.
   *
   * @param file a path without links, as {@link Path#toRealPath} gives it
   */
  public Optional<String> faultOnTheWayTo(Path file) throws IOException {
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      Optional<String> fault = fault(folder, true);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return fault(file);
  }

  private Optional<String> fault(Path file, boolean mayBeSticky) throws IOException {
    Map<String, Object> is = attributes(file);
    int owner = (int) is.get("uid");
    int mode = (int) is.get("mode") & MODE_BITS;
    if (Files.isSymbolicLink(file)) {
      return Optional.of(file + " is a link");
    }
    if (owner != user && owner != ROOT) {
      return Optional.of(file + " belongs to user " + owner);
    }
    return (mode & GROUP_OR_OTHERS_WRITE) == 0 || mayBeSticky && (mode & STICKY) != 0
        ? Optional.empty()
        : Optional.of(
            file + " may be written by others: its mode is 0" + Integer.toString(mode, 8));
  }

  private static Map<String, Object> attributes(Path file) throws IOException {
    return Files.readAttributes(file, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
  }
}
