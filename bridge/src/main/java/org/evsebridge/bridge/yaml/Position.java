package org.evsebridge.bridge.yaml;

/**
 * A place in a configuration file.
 *
 * @param file the file's name as the user gave it
 * @param line counted from 1; 0 where there is no file
 * @param column counted from 1; 0 where there is no file
 */
public record Position(String file, int line, int column) {
  /** The place of a value that no file says: the path of its key. */
  public static Position outsideFiles(String path) {
    return new Position(path, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
