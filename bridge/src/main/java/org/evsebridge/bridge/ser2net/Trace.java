package org.evsebridge.bridge.ser2net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A file that keeps what goes through a connection, as it is or as a dump in ser2net's form: {@code
 * 2026/11/22 08:00:00 term 2f 49 53 4b 35 0d 0a |/ISK5..|}. Not thread-safe; blocks on the disk.
 */
final class Trace {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss ");
  private static final int COLUMNS = 8;

  private final OutputStream file;
  private final boolean hexdump;
  private final boolean timestamp;

  private Trace(OutputStream file, boolean hexdump, boolean timestamp) {
    this.file = file;
    this.hexdump = hexdump;
    this.timestamp = timestamp;
  }

  /**
   * Opens a file to append to; a new one is for this user only. A link is not followed: whoever may
   * write in the trace's folder could have the bytes written anywhere.
   */
  static Trace open(Path path, boolean hexdump, boolean timestamp) throws IOException {
    if (Files.isSymbolicLink(path)) {
      throw new IOException(path + " is a link, which is not followed: name the file itself");
    }
    if (!Files.exists(path)) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return new Trace(
        Files.newOutputStream(path, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS),
        hexdump,
        timestamp);
  }

  /**
   * Keeps a piece.
   *
   * @param who who said it: {@code term}, or {@code tcp} and a space
   */
  void data(String who, byte[] bytes, ZonedDateTime now) throws IOException {
    if (!hexdump) {
      file.write(bytes);
      return;
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int from = 0; from < bytes.length; from += COLUMNS) {
      lines.writeBytes(dump(who, bytes, from, now).getBytes(US_ASCII));
    }
    file.write(lines.toByteArray());
  }

  private String dump(String who, byte[] bytes, int from, ZonedDateTime now) {
    StringBuilder line = new StringBuilder(timestamp ? TIME.format(now) : "");
    line.append(who).append(' ');
    StringBuilder text = new StringBuilder();
    for (int i = from; i < from + COLUMNS; i++) {
      if (i < bytes.length) {
        line.append(String.format(Locale.ROOT, "%02x ", bytes[i]));
        text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
      } else {
        line.append("   ");
      }
    }
    return line.append(" |").append(text).append("|\n").toString();
  }

  /** Keeps that somebody came or went; only in a file with time stamps. */
  void event(String what, ZonedDateTime now) throws IOException {
    if (timestamp) {
      file.write((TIME.format(now) + what + "\n").getBytes(US_ASCII));
    }
  }

  void close() throws IOException {
    file.close();
  }
}
