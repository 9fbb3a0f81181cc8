package org.evsebridge.bridge.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a whole text file, after checking that it is one. */
public final class TextFile {
  /** Larger files are refused; in bytes. */
  public static final int MOST_BYTES = 1_000_000;

  private TextFile() {}

  /**
   * Reads a file of UTF-8 text.
   *
   * @throws ConfigException in a sentence when it cannot be read, is no ordinary file (a pipe or
   *     device could last for ever) or is larger than {@link #MOST_BYTES}
   */
  public static String read(Path path) throws ConfigException {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      if (file.isDirectory()) {
        throw unreadable(path, "it is a folder");
      }
      if (!file.isRegularFile()) {
        throw unreadable(path, "it is a device or a pipe, not a file");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(path, file.size())).toString();
    } catch (NoSuchFileException e) {
      throw unreadable(path, "there is no such file");
    } catch (AccessDeniedException e) {
      throw unreadable(path, "this user may not read it");
    } catch (CharacterCodingException e) {
      throw unreadable(path, "it is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(path, e.getMessage());
    }
  }

  /** The size alone decides nothing: that of a file in /proc is 0, and a file may grow. */
  private static ByteBuffer bytes(Path path, long size) throws IOException, ConfigException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = size > MOST_BYTES ? null : in.readNBytes(MOST_BYTES + 1);
      if (bytes == null || bytes.length > MOST_BYTES) {
        throw unreadable(path, "it is larger than " + MOST_BYTES / 1_000_000 + " MB");
      }
      return ByteBuffer.wrap(bytes);
    }
  }

  private static ConfigException unreadable(Path path, String why) {
    return new ConfigException(new Position(path.toString(), 1, 1), "cannot read the file: " + why);
  }
}
