package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Writes YAML as a person would: one key a line, quotes only where a value needs them. It walks
 * records, maps and lists itself: Jackson's mapper would do so too, but loads 380 classes for it at
 * the start of every rig.
 */
public final class YamlWriter {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .disable(Feature.WRITE_DOC_START_MARKER)
          .disable(Feature.SPLIT_LINES)
          .enable(Feature.MINIMIZE_QUOTES)
          .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

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
   * @param value a record, map, list, text, number, truth value or null; {@code frameSilence} of a
   *     record is written {@code frame-silence}, and what is null in it is left out
   * @throws IllegalArgumentException for anything else
   */
  public static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof Record record) {
      writeRecord(out, record);
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(entry.getKey().toString());
        write(out, entry.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object item : list) {
        write(out, item);
      }
      out.writeEndArray();
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof BigDecimal number) {
      out.writeNumber(number.toPlainString());
    } else if (value instanceof Number number) {
      out.writeNumber(number.toString());
    } else if (value == null) {
      out.writeNull();
    } else {
      throw new IllegalArgumentException("no YAML for " + value);
    }
  }

  private static void writeRecord(JsonGenerator out, Record record) throws IOException {
    out.writeStartObject();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Object value = valueOf(component, record);
      if (value != null) {
        out.writeFieldName(kebab(component.getName()));
        write(out, value);
      }
    }
    out.writeEndObject();
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true); // the record may be private
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
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
