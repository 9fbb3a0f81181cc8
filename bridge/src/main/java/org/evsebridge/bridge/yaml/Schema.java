package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the JSON Schema (draft 2020-12) of a file, by which editors complete and check keys. */
public final class Schema {
  private final Map<Block<?>, String> names = new IdentityHashMap<>();
  private final Map<String, Map<String, Object>> definitions = new TreeMap<>();

  /** Under which place of the document the definitions stand. */
  private final String place;

  private Schema(String place) {
    this.place = place;
  }

  /** The schema of a file whose document is a block, as JSON text. */
  public static String of(String title, Block<?> document) {
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(new Schema("$defs").document(title, document))
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps, lists and texts can be written
    }
  }

  /**
   * The schemas of an OpenAPI description (3.1), by their names in order.
   *
   * @param blocks what requests hold
   * @param keys single parameters
   */
  public static Map<String, Map<String, Object>> components(
      Map<String, Block<?>> blocks, Map<String, Key<?>> keys) {
    Schema schema = new Schema("components/schemas");
    blocks.forEach(schema::define);
    keys.forEach((name, key) -> schema.definitions.put(name, schema.property(key)));
    return schema.definitions;
  }

  private Map<String, Object> document(String title, Block<?> block) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", title);
    document.put(
        "$comment", "generated from the declarations of the keys; change those, not this file");
    document.putAll(object(block));
    document.put("$defs", definitions);
    return document;
  }

  /** A reference to the schema of a block, which is put among the definitions. */
  Map<String, Object> define(String key, Block<?> block) {
    String name = names.get(block);
    if (name == null) {
      name = key;
      for (int n = 2; names.containsValue(name); n++) {
        name = key + "-" + n;
      }
      names.put(block, name);
      definitions.put(name, object(block));
    }
    return Map.of("$ref", "#/" + place + "/" + name);
  }

  private Map<String, Object> object(Block<?> block) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Key<?> key : block.keys()) {
      properties.put(key.name(), property(key));
      if (key.isRequired()) {
        required.add(key.name());
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("additionalProperties", false);
    return object;
  }

  private <T> Map<String, Object> property(Key<T> key) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", description(key));
    if (key.absence() instanceof Key.Absence.Default<T> byDefault) {
      String text = key.kind().write(byDefault.value());
      if (!text.isEmpty() && !(byDefault.value() instanceof Iterable)) {
        property.put("default", ScalarKind.typed(text));
      }
    }
    Map<String, Object> value = key.kind().schema(key.name(), this);
    property.putAll(sorted(key.isRequired() ? value : orNothing(value)));
    return property;
  }

  private static String description(Key<?> key) {
    String words =
        key.absence() instanceof Key.Absence.Computed<?> computed && !computed.words().isEmpty()
            ? " (default: " + computed.words() + ")"
            : "";
    return key.meaning() + key.kind().bounds().replaceFirst(", ", "; ") + words;
  }

  /** The same in an order that is the same each time. */
  private static Map<String, Object> sorted(Map<?, ?> schema) {
    Map<String, Object> sorted = new TreeMap<>();
    schema.forEach((name, value) -> sorted.put((String) name, sortedInside(value)));
    return sorted;
  }

  private static Object sortedInside(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Schema::sortedInside).toList();
    }
    return value instanceof Map<?, ?> map ? sorted(map) : value;
  }

  /** A key without a value counts as absent. */
  private static Map<String, Object> orNothing(Map<String, Object> schema) {
    return Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }
}
