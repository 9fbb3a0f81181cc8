package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes YAML as a person would: one key a line, quotes only where a value needs them. */
public final class YamlWriter {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .disable(Feature.WRITE_DOC_START_MARKER)
          .disable(Feature.SPLIT_LINES)
          .enable(Feature.MINIMIZE_QUOTES)
          .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  private static final ObjectMapper MAPPER =
      new ObjectMapper(FACTORY).setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);

  private YamlWriter() {}

  /** Writes the one document of a file; a writer on a text in memory never fails. */
  @FunctionalInterface
  public interface Document {
    void write(JsonGenerator out) throws IOException;
  }

  /**
   * The text of a file.
   *
   * @param comment its lines stand before the document
   * @param value records, maps, lists and single values; {@code frameSilence} is written {@code
   *     frame-silence}
   */
  public static String of(String comment, Object value) {
    return of(comment, out -> out.writePOJO(value));
  }

  /** The text of a file with what maps and lists do not have, such as anchors. */
  public static String of(String comment, Document document) {
    StringWriter text = new StringWriter();
    comment.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    try (JsonGenerator out = MAPPER.createGenerator(text)) {
      document.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
