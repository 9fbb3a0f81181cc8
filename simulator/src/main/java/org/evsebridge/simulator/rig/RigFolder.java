package org.evsebridge.simulator.rig;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.evsebridge.bridge.natives.Ownership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which the virtual ports appear. It belongs to one running rig at a time, and what
 * the rig wrote there is gone when it ends, the folder too if the rig made it.
 */
final class RigFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RigFolder.class);

  /** The first line of what a rig writes, by which a later one knows it. */
  private static final String MARK = "# Written by evse-simulator, which removes it at its end.\n";

  private static final String LOCK = ".rig.lock";

  private final Path path;
  private final boolean made;
  private final FileChannel lock;
  private final List<Path> written = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  private RigFolder(Path path, boolean made, FileChannel lock) {
    this.path = path;
    this.made = made;
    this.lock = lock;
  }

  static RigFolder open(Path path) throws RigException {
    if (path.toString().matches(".*[\\s,].*")) {
      // ser2net.yaml separates a device's name from its settings with these.
      throw new RigException(path + " has a space or a comma in its name: choose another --dir");
    }
    try {
      boolean made = make(path);
      FileChannel lock =
          FileChannel.open(
              path.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (!lock(lock)) {
        lock.close();
        throw new RigException(
            path + " belongs to a rig that is running: choose another folder with --dir");
      }
      return new RigFolder(path, made, lock);
    } catch (AccessDeniedException e) {
      throw new RigException(path + " may not be written by this user: choose another --dir");
    } catch (IOException e) {
      throw new RigException(path + " cannot be made a folder: choose another --dir");
    }
  }

  /**
   * Makes the folder, for this user only, or sees that nobody else can write one that is there.
   *
   * @return whether it was made
   */
  private static boolean make(Path path) throws IOException, RigException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      if (path.toAbsolutePath().getParent() != null) {
        Files.createDirectories(path.toAbsolutePath().getParent());
      }
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return true;
    }
    Optional<String> fault = Ownership.ofRunningUser().fault(path);
    if (fault.isPresent()) {
      throw new RigException(fault.get() + ": choose another --dir, or chmod 700 what is yours");
    }
    return false;
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // the other rig runs in this process
    }
  }

  /** The place of a file or link in the folder. */
  Path resolve(String name) {
    return path.resolve(name);
  }

  /**
   * Writes a file that is removed at the end. One that a killed rig left is replaced; any other is
   * somebody's own.
   */
  Path write(String name, String text) throws RigException {
    return write(name, text, new FileAttribute<?>[0]);
  }

  /** The same for one that only this user may read, in a folder that others may too. */
  Path writeSecret(String name, String text) throws RigException {
    return write(
        name,
        text,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private Path write(String name, String text, FileAttribute<?>... attributes) throws RigException {
    Path file = path.resolve(name);
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isARigs(file)) {
        throw new RigException(
            file + " was not written by a rig: move it away or choose another --dir");
      }
      Files.deleteIfExists(file);
      Files.createFile(file, attributes);
      Files.writeString(file, MARK + text);
    } catch (IOException e) {
      throw new RigException(file + " cannot be written: " + e.getMessage());
    }
    written.add(file);
    return file;
  }

  /**
   * Removes the files that the bridge keeps here under names with this beginning: those of an
   * earlier rig now, those of this one at its end.
   */
  void keepUntilTheEnd(String beginning) throws RigException {
    kept.add(beginning);
    try {
      removeKept();
    } catch (IOException e) {
      throw new RigException(path + " cannot be cleaned up: " + e.getMessage());
    }
  }

  private void removeKept() throws IOException {
    for (String beginning : kept) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, beginning + "*")) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isARigs(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.readString(file).startsWith(MARK);
  }

  @Override
  public void close() {
    try {
      for (Path file : written) {
        Files.deleteIfExists(file);
      }
      removeKept();
      Files.deleteIfExists(path.resolve(LOCK));
      lock.close();
      if (made) {
        Files.deleteIfExists(path);
      }
    } catch (DirectoryNotEmptyException e) {
      // Somebody put a file of his own here; it is not ours to remove.
    } catch (IOException e) {
      LOG.warn("{} could not be cleaned up: {}", path, e.getMessage());
    }
  }
}
