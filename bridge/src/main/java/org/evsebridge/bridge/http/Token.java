package org.evsebridge.bridge.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.Set;

/** The word that a caller proves himself with. */
final class Token {
  private static final String SCHEME = "Bearer ";
  private static final long LONGEST_FILE = 4_096;

  private final byte[] word;

  private Token(byte[] word) {
    this.word = word;
  }

  /**
   * Reads the word that stands in a file.
   *
   * @throws IOException when there is none, or others may read it too; says so in a sentence
   */
  static Token read(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw new IOException(file + " is no file with a token in it");
      }
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      if (mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw new IOException(
            "everybody may read or write the token in " + file + ": chmod o-rwx " + file);
      }
      if (Files.size(file) > LONGEST_FILE) {
        throw new IOException(file + " is too long for a token's");
      }
      String word = Files.readString(file).strip();
      if (!word.matches("[\\x21-\\x7E]+")) {
        throw new IOException(file + " must hold one word of ASCII, the token");
      }
      return new Token(word.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file + " with the token", e);
    }
  }

  /**
   * Whether a caller has it.
   *
   * @param authorization the header of that name; null where there is none
   */
  boolean isIn(String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && MessageDigest.isEqual(
            authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
            word);
  }
}
