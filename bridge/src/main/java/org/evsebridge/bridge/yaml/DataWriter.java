package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Writes records, maps and lists as YAML or JSON. It walks them itself: Jackson's mapper would do
 * so too, but loads 450 classes for it, which take 4 MB. Thread-safe.
 *
 * @param key what the name of a record's component becomes
 * @param writesNull whether what is null in a record is written too, or left out
 * @param number what a double becomes
 */
public record DataWriter(
    UnaryOperator<String> key, boolean writesNull, DoubleUnaryOperator number) {
  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
      };

  /**
   * A record's component, read from its field: a method or a method handle that is called often
   * becomes a class of its own, a field does not.
   */
  private record Component(String name, Field field) {
    static Component of(RecordComponent component) {
      try {
        Field field = component.getDeclaringRecord().getDeclaredField(component.getName());
        field.setAccessible(true); // it is private
        return new Component(component.getName(), field);
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(e); // each component has one
      }
    }

    Object of(Object record) {
      try {
        return field.get(record);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // it is accessible
      }
    }
  }

  /**
   * A value within a document.
   *
   * @param value a record, map, list, text, number, truth value, {@link Optional} of these or null
   * @throws IllegalArgumentException for anything else
   */
  public void write(JsonGenerator out, Object value) throws IOException {
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
    } else {
      writeScalar(out, value);
    }
  }

  private void writeScalar(JsonGenerator out, Object value) throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Double real) {
      out.writeNumber(number.applyAsDouble(real));
    } else if (value instanceof BigDecimal decimal) {
      out.writeNumber(decimal.toPlainString());
    } else if (value instanceof Number other) {
      out.writeNumber(other.toString());
    } else if (value instanceof Optional<?> perhaps) {
      write(out, perhaps.orElse(null));
    } else if (value == null) {
      out.writeNull();
    } else {
      throw new IllegalArgumentException(
          "no YAML for " + value + ", nor JSON: it is a " + value.getClass().getName());
    }
  }

  private void writeRecord(JsonGenerator out, Record record) throws IOException {
    out.writeStartObject();
    for (Component component : COMPONENTS.get(record.getClass())) {
      Object value = component.of(record);
      if (value != null || writesNull) {
        out.writeFieldName(key.apply(component.name()));
        write(out, value);
      }
    }
    out.writeEndObject();
  }
}
