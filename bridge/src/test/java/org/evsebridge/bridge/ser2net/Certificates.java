package org.evsebridge.bridge.ser2net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.evsebridge.bridge.testing.Peers;

/** Certificates for tests, made by OpenSSL. */
final class Certificates {
  private Certificates() {}

  /** Makes NAME.key and NAME.crt, which is signed by itself, in a folder. */
  static void selfSigned(Path folder, String name) throws Exception {
    Process made =
        new ProcessBuilder(
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
                folder.resolve(name + ".crt").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(made.waitFor()).isZero();
  }
}
