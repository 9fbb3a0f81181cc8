package org.evsebridge.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates for tests, made by OpenSSL. */
public final class Certificates {
  private Certificates() {}

  /** Makes NAME.key and NAME.crt, which is signed by itself, in a folder. */
  public static void selfSigned(Path folder, String name) throws Exception {
    make(folder, name, List.of());
  }

  /**
   * The same for a holder that clients look for.
   *
   * @param holder such as {@code IP:127.0.0.1}
   */
  public static void selfSigned(Path folder, String name, String holder) throws Exception {
    make(folder, name, List.of("-addext", "subjectAltName=" + holder));
  }

  private static void make(Path folder, String name, List<String> more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Peers.program("openssl"),
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                folder.resolve(name + ".key").toString(),
                "-out",
                folder.resolve(name + ".crt").toString()));
    command.addAll(more);
    Process made =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
  }
}
