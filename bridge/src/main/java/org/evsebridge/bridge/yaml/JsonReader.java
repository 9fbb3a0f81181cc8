package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads JSON into the same nodes as YAML. */
public final class JsonReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonReader() {}

  /**
   * Reads a text.
   *
   * @param name the name to use in positions
   * @return its values in order; a blank text has none
   * @throws ConfigException when the text is not JSON
   */
  public static List<YamlNode> read(String name, String text) throws ConfigException {
    Source source = new Source("JSON", name, Integer.MAX_VALUE);
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new NodeReader(source, parser).documents();
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
      throw source.refused(source.at(e.getLocation()), reason);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory has none
    }
  }
}
