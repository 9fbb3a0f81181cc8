package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
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
  private static final MethodType FROM_ANY_TO_ANY =
      MethodType.methodType(Object.class, Object.class);

  private static final ClassValue<List<Component>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Component::of).toList();
        }
      };

  /** A record's component; a method of {@link java.lang.reflect} would become a class when used. */
  private record Component(String name, MethodHandle accessor) {
    static Component of(RecordComponent component) {
      try {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true); // the record may be private
        return new Component(
            component.getName(),
            MethodHandles.lookup().unreflect(accessor).asType(FROM_ANY_TO_ANY));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e); // it is accessible
      }
    }

    Object of(Object record) {
      try {
        return (Object) accessor.invokeExact(record);
      } catch (Throwable e) {
        throw new IllegalStateException(name + " cannot be told", e);
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
