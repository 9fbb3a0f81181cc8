package org.evsebridge.bridge.yaml;

/**
 * A place in a configuration file.
 *
 * @param file the file's name as the user gave it
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
