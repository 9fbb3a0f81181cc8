package org.evsebridge.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
  @TempDir Path folder;

  private Path file(String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @Test
  void theWordIsTakenFromTheHeaderOnly() throws IOException {
    Token token = Token.read(file("secret\n", "rw-r-----"));
    assertThat(token.isIn("Bearer secret")).isTrue();
    assertThat(token.isIn("bearer  secret")).isTrue();
    assertThat(token.isIn("Bearer secre")).isFalse();
    assertThat(token.isIn("secret")).isFalse();
    assertThat(token.isIn("Bearer ")).isFalse();
    assertThat(token.isIn(null)).isFalse();
  }

  @Test
  void aFileThatEverybodyMayReadOrThatHoldsNoWordIsRefusedInASentence() throws IOException {
    Path open = file("secret", "rw-r--r--");
    assertThatThrownBy(() -> Token.read(open))
        .hasMessage("everybody may read or write the token in " + open + ": chmod o-rwx " + open);
    Path two = file("two words", "rw-------");
    assertThatThrownBy(() -> Token.read(two)).hasMessageContaining("must hold one word");
    Path none = file(" \n", "rw-------");
    assertThatThrownBy(() -> Token.read(none)).hasMessageContaining("must hold one word");
    Path away = folder.resolve("away");
    assertThatThrownBy(() -> Token.read(away))
        .hasMessage("there is no file " + away + " with the token");
    assertThatThrownBy(() -> Token.read(folder)).hasMessageContaining("is no file with a token");
  }
}
