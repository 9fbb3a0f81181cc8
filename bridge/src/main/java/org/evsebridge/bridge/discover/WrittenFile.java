package org.evsebridge.bridge.discover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The file that the finder writes: whole or not at all, and never over what somebody else has
 * written without a word. Its last line is a checksum over the others, by which an unchanged file
 * of the finder's own is known.
 */
public final class WrittenFile {
  private static final String MARK = "# Written by evse-bridge discover, unchanged: ";
  private static final String READABLE = "rw-r--r--";

  /** Why it is not written; the message is a sentence for a person. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String why) {
      super(why);
    }
  }

  /** Looks at a file before it gets its name. */
  public interface Judge {
    void judge(Path written) throws Refused;
  }

  private final Path file;

  public WrittenFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Whether it could be written.
   *
   * @param replace whether what somebody else has written may be replaced
   * @throws Refused when not
   */
  public void check(boolean replace) throws Refused {
    if (Files.isSymbolicLink(file)) {
      throw new Refused(file + " is a link: name the file that it leads to");
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new Refused(file + " cannot be written: there is no folder " + file.getParent());
    }
    Optional<String> text = text();
    if (text.isPresent() && !replace && !isOwn(text.get()) && hasContent(text.get())) {
      throw new Refused(
          file
              + " has been edited and stays as it is: with --replace it is kept as "
              + backup()
              + " and written anew");
    }
  }

  /**
   * Writes the file.
   *
   * @param judge refuses what must not get the file's name
   * @return where the file that was there before is kept; empty when there was none, or the
   *     finder's own
   * @throws Refused when it cannot be written; the file is as before then
   */
  public Optional<Path> write(String text, boolean replace, Judge judge) throws Refused {
    check(replace);
    Optional<String> before = text();
    Path fresh = null;
    try {
      fresh = Files.createTempFile(file.getParent(), ".discover-", ".yaml");
      save(fresh, text + MARK + checksum(text) + "\n");
      judge.judge(fresh);
      boolean isKept = before.isPresent() && !isOwn(before.get());
      if (isKept) {
        Files.copy(
            file,
            backup(),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      return isKept ? Optional.of(backup()) : Optional.empty();
    } catch (IOException e) {
      throw new Refused(file + " cannot be written: " + reason(e));
    } finally {
      remove(fresh);
    }
  }

  /** On the disk before it has the name, and readable by the service as the one before was. */
  private void save(Path fresh, String text) throws IOException {
    Files.writeString(fresh, text);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.setPosixFilePermissions(
        fresh,
        Files.exists(file)
            ? Files.getPosixFilePermissions(file)
            : PosixFilePermissions.fromString(READABLE));
    if (Files.exists(file)) {
      Files.setAttribute(fresh, "unix:uid", Files.getAttribute(file, "unix:uid"));
      Files.setAttribute(fresh, "unix:gid", Files.getAttribute(file, "unix:gid"));
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "this user may not: use sudo"
        : String.valueOf(e.getMessage());
  }

  private static void remove(Path fresh) {
    try {
      if (fresh != null) {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      return; // what is left is a hidden file
    }
  }

  private Path backup() {
    return file.resolveSibling(file.getFileName() + "~"); // a name that dpkg removes at a purge
  }

  private Optional<String> text() throws Refused {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new Refused(file + " cannot be read: " + reason(e));
    }
  }

  private static boolean hasContent(String text) {
    return text.lines()
        .map(String::strip)
        .anyMatch(line -> !line.isEmpty() && !line.startsWith("#"));
  }

  private static boolean isOwn(String text) {
    int mark = text.lastIndexOf(MARK);
    return mark >= 0
        && text.substring(mark).equals(MARK + checksum(text.substring(0, mark)) + "\n");
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(UTF_8));
    return Long.toHexString(crc.getValue());
  }
}
