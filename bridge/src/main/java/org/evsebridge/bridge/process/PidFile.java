package org.evsebridge.bridge.process;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with the process's number, for option -P, as with ser2net. */
public record PidFile(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  /**
   * Writes it.
   *
   * @return false when it cannot be written; the log says why
   */
  public boolean write() {
    try {
      Files.writeString(file, ProcessHandle.current().pid() + "\n");
      return true;
    } catch (NoSuchFileException e) {
      LOG.error("-P: the file {} cannot be written: make its folder first", file);
    } catch (AccessDeniedException e) {
      LOG.error("-P: the file {} cannot be written: this user may not write there", file);
    } catch (IOException e) {
      LOG.error("-P: the file {} cannot be written: {}", file, e.getMessage());
    }
    return false;
  }

  /** Removes it, if it is there. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("-P: the file {} cannot be removed: {}", file, e.getMessage());
    }
  }
}
