package org.evsebridge.bridge.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.Problem;
import org.evsebridge.bridge.yaml.Problems;
import org.evsebridge.bridge.yaml.YamlNode;

/**
 * An independent validator beside our reader: what a file's schema accepts is what we accept, apart
 * from named exceptions. The validator sees each value as YAML 1.2 types it.
 */
public final class SchemaJudge {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Beside JSON Schema's keywords it knows that of editors for meanings, and one of OpenAPI's. */
  public static final JsonSchemaFactory FACTORY = factory();

  private final Block<?> document;
  private final JsonSchema schema;
  private final Map<String, String> looser;
  private final Map<String, String> stricter;

  /**
   * Makes a judge.
   *
   * @param looser what we refuse and the schema cannot: a reason, and what our message matches
   * @param stricter what we accept and the schema refuses: a reason, and what its message matches
   */
  public SchemaJudge(
      Block<?> document, String schema, Map<String, String> looser, Map<String, String> stricter) {
    this.document = document;
    this.schema = FACTORY.getSchema(schema);
    this.looser = looser;
    this.stricter = stricter;
  }

  private static JsonSchemaFactory factory() {
    JsonMetaSchema standard = JsonMetaSchema.getV202012();
    return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
        .metaSchema(
            JsonMetaSchema.builder(standard)
                .keyword(new AnnotationKeyword("enumDescriptions"))
                .keyword(new AnnotationKeyword("components"))
                .build())
        .build();
  }

  /** Requires that our reader and the schema agree on a document. */
  public void judge(YamlNode node) {
    Problems problems = new Problems();
    document.read(node, problems);
    List<String> ours = problems.all().stream().map(Problem::text).toList();
    List<String> theirs =
        schema.validate(json(node)).stream().map(ValidationMessage::getMessage).toList();
    if (ours.isEmpty()) {
      assertThat(telling(theirs))
          .as("the schema accepts what we accept: " + json(node))
          .allMatch(message -> stricter.values().stream().anyMatch(message::matches));
    } else if (!ours.stream().allMatch(text -> looser.values().stream().anyMatch(text::matches))) {
      assertThat(theirs).as("the schema refuses what we refuse: " + ours).isNotEmpty();
    }
  }

  /** Of several that a value may be, the validator also tells why it is none of the others. */
  private static List<String> telling(List<String> messages) {
    List<String> telling =
        messages.stream().filter(text -> !text.matches(".*: \\w+ found, \\w+ expected")).toList();
    return telling.isEmpty() ? messages : telling;
  }

  /** The same as JSON, each value typed as YAML 1.2 types it. */
  public static JsonNode json(YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      ObjectNode object = JSON.objectNode();
      mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
      return object;
    }
    if (node instanceof YamlNode.Sequence list) {
      ArrayNode array = JSON.arrayNode();
      list.items().forEach(item -> array.add(json(item)));
      return array;
    }
    return node instanceof YamlNode.Scalar scalar && !scalar.isNull()
        ? typed(scalar.text())
        : JSON.nullNode();
  }

  private static JsonNode typed(String text) {
    if (text.matches("[-+]?\\d+")) {
      return JSON.numberNode(new BigInteger(text));
    }
    if (text.matches("0x[0-9a-fA-F]+")) {
      return JSON.numberNode(new BigInteger(text.substring(2), 16));
    }
    if (text.matches("[-+]?(\\.\\d+|\\d+(\\.\\d*)?)([eE][-+]?\\d+)?")) {
      BigDecimal number = new BigDecimal(text);
      return number.stripTrailingZeros().scale() > 0
          ? JSON.numberNode(number)
          : JSON.numberNode(number.toBigInteger()); // 1e3 is a whole number to a schema
    }
    return text.matches("true|True|TRUE|false|False|FALSE")
        ? JSON.booleanNode(Boolean.parseBoolean(text))
        : JSON.textNode(text);
  }
}
