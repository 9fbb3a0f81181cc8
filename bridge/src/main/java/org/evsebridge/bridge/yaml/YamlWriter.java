package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
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

  private static final DataWriter DATA = new DataWriter(YamlWriter::kebab, false, real -> real);

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
   * @param value as in {@link #write}
   */
  public static String of(String comment, Object value) {
    return of(comment, out -> write(out, value));
  }

  /** The text of a file with what maps and lists do not have, such as anchors. */
  public static String of(String comment, Document document) {
    StringWriter text = new StringWriter();
    comment.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      document.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * A value within a document.
   *
   * @param value as in {@link DataWriter#write}; {@code frameSilence} of a record is written {@code
   *     frame-silence}, and what is null in it is left out
   */
  public static void write(JsonGenerator out, Object value) throws IOException {
    DATA.write(out, value);
  }

  private static String kebab(String name) {
    StringBuilder key = new StringBuilder();
    for (char letter : name.toCharArray()) {
      if (Character.isUpperCase(letter)) {
        key.append('-');
      }
      key.append(Character.toLowerCase(letter));
    }
    return key.toString();
  }
}
