package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Reads YAML into {@link YamlNode}s. */
public final class YamlReader {
  /** The name, in positions, of what the command line adds to a file. */
  public static final String ADDED = "-Y";

  private YamlReader() {}

  /**
   * Reads a file.
   *
   * @return its documents in order; a file without any content has none
   * @throws ConfigException when the file cannot be read or is not YAML
   */
  public static List<YamlNode> read(Path path) throws ConfigException {
    return read(path.toString(), TextFile.read(path));
  }

  /** Reads a file and a text that begins in a new line behind it, as one. */
  public static List<YamlNode> read(Path path, String more) throws ConfigException {
    String text = TextFile.read(path) + "\n";
    int lines = Math.toIntExact(text.chars().filter(c -> c == '\n').count());
    return read(new Source("YAML", path.toString(), lines), text + more);
  }

  /**
   * Reads a text.
   *
   * @param file the name to use in positions
   * @throws ConfigException when the text is not YAML
   */
  public static List<YamlNode> read(String file, String text) throws ConfigException {
    return read(new Source("YAML", file, Integer.MAX_VALUE), text);
  }

  private static List<YamlNode> read(Source source, String text) throws ConfigException {
    try (JsonParser parser = new RawYamlParser(text)) {
      return new NodeReader(source, parser).documents();
    } catch (JsonProcessingException e) {
      throw source.refused(source.at(e.getLocation()), e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has none
    }
  }
}
