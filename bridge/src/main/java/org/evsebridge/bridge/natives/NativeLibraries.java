package org.evsebridge.bridge.natives;

import com.fazecast.jSerialComm.SerialPort;
import com.sun.jna.Native;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the native code of jSerialComm, JNA and Netty from where nobody but root and the running
 * user can write. Left alone, jSerialComm loads what lies in a folder of the temporary folder that
 * anybody may write, and removes what lies beside it, through links too. On Linux; elsewhere the
 * libraries do as they like.
 */
public final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

  /**
   * The property that names the folder where a package has put the libraries, under their names in
   * the jar. Without it they are unpacked from the jar, loaded and removed at once.
   */
  private static final String INSTALLED = "evse.natives";

  private static final int ROOT = 0;
  private static final String TEMPORARY = "java.io.tmpdir";
  private static final String HOME = "user.home";

  private static boolean loaded;

  private NativeLibraries() {}

  /**
   * Loads them, the first time only. jSerialComm's has the process ignore SIGHUP and SIGUSR1.
   *
   * @throws UnsatisfiedLinkError with a sentence for a person when it cannot be
   */
  public static synchronized void load() {
    if (loaded || !System.getProperty("os.name").startsWith("Linux")) {
      return;
    }
    String processor = System.getProperty("os.arch");
    NativeCode code =
        NativeCode.of(processor)
            .orElseThrow(
                () ->
                    new UnsatisfiedLinkError(
                        "there is no native code for the processor '"
                            + processor
                            + "': run the program on x86-64, arm64 or ARM"));
    String installed = System.getProperty(INSTALLED);
    if (installed != null) {
      loadInstalled(code, Path.of(installed));
    } else {
      loadUnpacked(code);
    }
    loaded = true;
    if (!Epoll.isAvailable()) {
      LOG.info("no native sockets on {}: the JVM's own do, at the cost of some speed", processor);
    }
  }

  private static void loadInstalled(NativeCode code, Path root) {
    Path serial = root.resolve(code.serial());
    Path calls = root.resolve(code.calls());
    try {
      for (Path file : List.of(serial, calls)) {
        Optional<String> fault = new Ownership(ROOT).faultOnTheWayTo(file.toRealPath());
        if (fault.isPresent()) {
          throw new IOException(fault.get());
        }
      }
      load(serial, calls, root);
    } catch (IOException | LinkageError e) {
      throw cannotBeLoaded(reason(e), "install the package again");
    }
  }

  private static void loadUnpacked(NativeCode code) {
    List<String> reasons = new ArrayList<>();
    for (String place : List.of(System.getProperty(TEMPORARY), System.getProperty(HOME))) {
      try (PrivateFolder folder = PrivateFolder.in(Path.of(place))) {
        folder.unpack(code.serial());
        folder.unpack(code.calls());
        Path serial = folder.path().resolve(Path.of(code.serial()).getFileName());
        load(serial, folder.path().resolve(Path.of(code.calls()).getFileName()), folder.path());
        return;
      } catch (IOException | LinkageError e) {
        reasons.add(place + ": " + reason(e));
      }
    }
    throw cannotBeLoaded(
        String.join("; ", reasons),
        "start Java with -D" + TEMPORARY + "=DIR and a folder that only this user can write");
  }

  /**
   * @param unpacking where Netty may unpack its own
   */
  private static void load(Path serial, Path calls, Path unpacking) {
    System.load(calls.toString()); // which tells best whether code can be loaded from there
    System.setProperty("jSerialComm.library.path", serial.getParent().toString());
    System.setProperty("jna.boot.library.path", calls.getParent().toString());
    System.setProperty("jna.nounpack", "true");
    System.setProperty("jna.noclasspath", "true");
    System.setProperty("jna.platform.library.path", ""); // or it runs ldconfig to look around
    System.setProperty("io.netty.native.workdir", unpacking.toString());
    loadSerial(unpacking.toString());
    LOG.debug("JNA for {} bits, epoll: {}", Native.POINTER_SIZE * Byte.SIZE, Epoll.isAvailable());
  }

  /** The library's first act is to tidy up its folders in the temporary folder and the home. */
  private static void loadSerial(String nowhere) {
    String temporary = System.setProperty(TEMPORARY, nowhere);
    String home = System.setProperty(HOME, nowhere);
    try {
      LOG.debug("jSerialComm {}", SerialPort.getVersion());
    } finally {
      System.setProperty(TEMPORARY, temporary);
      System.setProperty(HOME, home);
    }
  }

  private static UnsatisfiedLinkError cannotBeLoaded(String why, String cure) {
    return new UnsatisfiedLinkError("the native libraries cannot be loaded: " + why + ": " + cure);
  }

  private static String reason(Throwable e) {
    if (e instanceof NoSuchFileException missing) {
      Path folder = Path.of(missing.getFile()).getParent();
      return folder != null && Files.isDirectory(folder)
          ? missing.getFile() + " is missing"
          : "there is no such folder";
    }
    if (e instanceof AccessDeniedException) {
      return "this user may not write";
    }
    String message = String.valueOf(e.getMessage());
    return message.contains("failed to map segment")
        ? "no code may be run (it is mounted noexec)"
        : message.lines().findFirst().orElse(message);
  }
}
