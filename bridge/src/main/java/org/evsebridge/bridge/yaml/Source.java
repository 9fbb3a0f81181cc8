package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonLocation;

/**
 * The text that is read: that of a file, followed by what the command line adds.
 *
 * @param language what the text is to be, for messages
 * @param lines how many are the text's own
 */
record Source(String language, String file, int lines) {
  /** The position of a token or fault; the beginning of the file if the parser knows none. */
  Position at(JsonLocation location) {
    int line = location == null ? 0 : location.getLineNr();
    if (line < 1) {
      return new Position(file, 1, 1);
    }
    return line <= lines
        ? new Position(file, line, location.getColumnNr())
        : new Position(YamlReader.ADDED, line - lines, location.getColumnNr());
  }

  ConfigException refused(Position at, String why) {
    String line = why.lines().findFirst().orElse(""); // the parser quotes line ends as they are
    return new ConfigException(at, "this is not " + language + ": " + line);
  }
}
