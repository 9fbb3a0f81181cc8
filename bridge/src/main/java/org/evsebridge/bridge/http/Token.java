package org.evsebridge.bridge.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.evsebridge.bridge.house.SecretFile;

/** The word that a caller proves himself with. */
final class Token {
  private static final String SCHEME = "Bearer ";

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
    return new Token(SecretFile.word(file, "token").getBytes(StandardCharsets.US_ASCII));
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
