package org.evsebridge.bridge.house;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.evsebridge.bridge.yaml.YamlWriter;

/** JSON of the house. Jackson's mapper of objects is not loaded for it: its classes take 3 MB. */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /**
   * In UTF-8.
   *
   * @param value as in {@link YamlWriter#write}
   */
  public static byte[] bytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      YamlWriter.write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has none
    }
    return bytes.toByteArray();
  }

  /**
   * The truth value that an object has under a key.
   *
   * @return empty when it has none, or is no object
   * @throws IOException when the text is not JSON
   */
  public static Optional<Boolean> truth(byte[] json, String key) throws IOException {
    Optional<Boolean> found = Optional.empty();
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() == null) {
        throw new IOException("nothing is there");
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return found;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isMeant = parser.currentName().equals(key);
        boolean isTruth = parser.nextToken().isBoolean();
        if (isMeant) {
          found = isTruth ? Optional.of(parser.getBooleanValue()) : Optional.empty();
        }
        parser.skipChildren();
      }
    }
    return found;
  }
}
