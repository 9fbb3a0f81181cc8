package org.evsebridge.bridge.natives;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fresh folder that only this user can write and that is gone after {@link #close}. A library
 * that was loaded from it stays loaded.
 */
final class PrivateFolder implements AutoCloseable {
  private static final String PREFIX = ".evse-natives-";

  private final Path path;
  private final List<Path> unpacked = new ArrayList<>();

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes one, with the mode 0700.
   *
   * @throws IOException when it cannot be made, or when others could put another in its place
   */
  static PrivateFolder in(Path place) throws IOException {
    PrivateFolder folder = new PrivateFolder(Files.createTempDirectory(place, PREFIX).toRealPath());
    Optional<String> fault = Ownership.ofMakerOf(folder.path).faultOnTheWayTo(folder.path);
    if (fault.isPresent()) {
      folder.close();
      throw new IOException(fault.get());
    }
    return folder;
  }

  Path path() {
    return path;
  }

  /**
   * Unpacks a file of the jar, without its folders.
   *
   * @throws IOException also when the jar has no such file
   */
  void unpack(String resource) throws IOException {
    Path file = path.resolve(Path.of(resource).getFileName());
    try (InputStream in = PrivateFolder.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the program's jar lacks " + resource);
      }
      unpacked.add(file);
      Files.copy(in, file);
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : unpacked) {
      Files.deleteIfExists(file);
    }
    Files.delete(path);
  }
}
