package org.evsebridge.bridge.house;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file with a secret in it: one line that not everybody may read. */
public final class SecretFile {
  private static final long LONGEST = 4_096;

  private SecretFile() {}

  /**
   * Reads a secret that may be any line of UTF-8, without the spaces around it.
   *
   * @param what it is, for messages: "password"
   * @throws IOException when there is none, or others may read it too; says so in a sentence
   */
  public static String line(Path file, String what) throws IOException {
    return read(file, what, "[^\\p{Cntrl}]+", "one line");
  }

  /**
   * Reads a secret that is one word of ASCII.
   *
   * @param what it is, for messages: "token"
   * @throws IOException when there is none, or others may read it too; says so in a sentence
   */
  public static String word(Path file, String what) throws IOException {
    return read(file, what, "[\\x21-\\x7E]+", "one word of ASCII");
  }

  private static String read(Path file, String what, String pattern, String words)
      throws IOException {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw new IOException(file + " is no file with a " + what + " in it");
      }
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException(
            "everybody may read or write the " + what + " in " + file + ": chmod o-rwx " + file);
      }
      if (Files.size(file) > LONGEST) {
        throw new IOException(file + " is too long for a " + what + "'s");
      }
      String line = Files.readString(file).strip();
      if (!line.matches(pattern)) {
        throw new IOException(file + " must hold " + words + ", the " + what);
      }
      return line;
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file + " with the " + what, e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " must hold " + words + ", the " + what, e);
    }
  }
}
