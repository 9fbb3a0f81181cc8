package org.evsebridge.bridge.natives;

import java.util.Locale;
import java.util.Optional;

/**
 * The native libraries of one kind of processor, as the jar carries them.
 *
 * @param serial jSerialComm's
 * @param calls JNA's
 * @param sockets Netty's epoll; empty where there is none and the JVM's own sockets do
 */
record NativeCode(String serial, String calls, Optional<String> sockets) {

  /**
   * That of this JVM; empty on a processor that one of the libraries is not made for.
   *
   * @param processor the system property {@code os.arch}
   */
  static Optional<NativeCode> of(String processor) {
    return Optional.ofNullable(
        switch (processor.toLowerCase(Locale.ROOT)) {
          case "amd64" -> linux("x86_64", "x86-64", "x86_64");
          case "aarch64" -> linux("armv8_64", "aarch64", "aarch_64");
          case "arm" -> linux("armv6hf", "arm", ""); // runs on the first Pi as on an ARMv7
          case "i386", "x86" -> linux("x86", "x86", "");
          case "ppc64le" -> linux("ppc64le", "ppc64le", "");
          default -> null;
        });
  }

  private static NativeCode linux(String serial, String calls, String sockets) {
    return new NativeCode(
        "Linux/" + serial + "/libjSerialComm.so",
        "com/sun/jna/linux-" + calls + "/libjnidispatch.so",
        sockets.isEmpty()
            ? Optional.empty()
            : Optional.of("META-INF/native/libnetty_transport_native_epoll_" + sockets + ".so"));
  }
}
