package org.evsebridge.simulator.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.evsebridge.bridge.testing.Documents;
import org.evsebridge.bridge.testing.SchemaJudge;
import org.evsebridge.bridge.yaml.Block;
import org.evsebridge.bridge.yaml.ConfigException;
import org.evsebridge.bridge.yaml.JsonReader;
import org.evsebridge.bridge.yaml.Key;
import org.evsebridge.bridge.yaml.KeyTable;
import org.evsebridge.bridge.yaml.Schema;
import org.evsebridge.bridge.yaml.YamlReader;
import org.evsebridge.bridge.yaml.YamlWriter;
import org.evsebridge.simulator.charger.Fault;
import org.evsebridge.simulator.config.FaultRuleBlock;
import org.evsebridge.simulator.testing.SchemaJudges;
import org.evsebridge.simulator.vehicle.CarPreset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the description against the code: routes, examples, answers, names. */
class OpenApiTest {
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  private static final String MARK = "    # What requests hold: generated";

  private static Served served;
  private static JsonNode description;

  @BeforeAll
  static void start() throws Exception {
    served = new Served(Optional.empty());
    String text = served.ask("GET", "/openapi.yaml", "").body();
    description = SchemaJudge.json(YamlReader.read("openapi.yaml", text).get(0));
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  /** One described operation. */
  private record Operation(String method, String path, JsonNode described) {
    String name() {
      return method.toUpperCase(Locale.ROOT) + " " + path;
    }
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    description
        .get("paths")
        .properties()
        .forEach(
            path ->
                METHODS.stream()
                    .filter(path.getValue()::has)
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method, path.getKey(), path.getValue().get(method)))));
    return operations;
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    assertThat(operations())
        .extracting(Operation::name)
        .containsExactlyInAnyOrderElementsOf(served.api.describeRoutes());
  }

  @Test
  void everyExampleDoesWhatItSaysAndEveryAnswerLooksAsDescribed() throws Exception {
    for (Operation operation : operations()) {
      if (operation.path().equals("/events") || operation.path().equals("/openapi.yaml")) {
        continue;
      }
      if (operation.path().endsWith("/{id}")) {
        String id = served.ask("POST", "/lines/rs485/faults", "{\"fault\": \"echo\"}").body();
        assertThat(Served.JSON.readTree(id).get("id").asInt()).isEqualTo(example("id").asInt());
      }
      JsonNode example = operation.described().at("/requestBody/content/application~1json/example");
      var answer =
          served.ask(
              operation.method().toUpperCase(Locale.ROOT),
              path(operation),
              example.isMissingNode() ? "" : example.toString());
      assertThat(answer.statusCode()).as(operation.name() + answer.body()).isBetween(200, 299);
      if (operation.path().endsWith("/power-cycle")) {
        served.run("10s"); // its registers are there again when the module has started
      }
      JsonNode response = operation.described().get("responses").get("" + answer.statusCode());
      assertThat(response).as(operation.name() + " " + answer.statusCode()).isNotNull();
      JsonNode schema = response.at("/content/application~1json/schema");
      if (schema.isMissingNode()) {
        assertThat(answer.body()).as(operation.name()).isEmpty();
      } else {
        check(operation.name(), Served.JSON.readTree(answer.body()), schema);
      }
    }
  }

  @Test
  void everyPathWithANameRefusesAnUnknownOneAsDescribed() throws Exception {
    for (Operation operation : operations()) {
      if (!operation.path().contains("{")) {
        continue;
      }
      JsonNode example = operation.described().at("/requestBody/content/application~1json/example");
      var answer =
          served.ask(
              operation.method().toUpperCase(Locale.ROOT),
              operation.path().replaceAll("\\{[a-z]+}", "unheard-of"),
              example.isMissingNode() ? "" : example.toString());
      assertThat(answer.statusCode()).as(operation.name()).isEqualTo(404);
      assertThat(operation.described().get("responses").has("404")).as(operation.name()).isTrue();
      check(operation.name(), Served.JSON.readTree(answer.body()), schema("Error"));
    }
  }

  @Test
  void everyBodyRefusesAKeyItDoesNotKnowAsDescribedAlsoWhereNoneIsTaken() throws Exception {
    for (Operation operation : operations()) {
      if (operation.method().equals("get")) {
        continue;
      }
      var answer =
          served.ask(
              operation.method().toUpperCase(Locale.ROOT), path(operation), "{\"unheard-of\": 1}");
      assertThat(answer.statusCode()).as(operation.name()).isEqualTo(400);
      assertThat(operation.described().get("responses").has("400")).as(operation.name()).isTrue();
      assertThat(Served.JSON.readTree(answer.body()).get("error").asText())
          .as(operation.name())
          .matches("(?s).*(unheard-of|is missing|takes no keys).*");
    }
  }

  /** What no key takes, or takes by mistake. */
  private static final List<String> ODD_VALUES =
      List.of(
          "null",
          "[]",
          "{}",
          "\"\"",
          "\"x\"",
          "-1",
          "1e99",
          "NaN",
          "99999999999999999999",
          "\"-5s\"");

  private static final List<String> ODD_BODIES =
      List.of(
          "[]", "1", "{", "\"x\"", "*a", "&a [*a]", "--- {}\n--- {}", "{\"a\": 1, \"a\": 2}", "\0");

  @Test
  void whateverABodyHoldsItIsTakenWholeOrRefusedAndNothingChanges() throws Exception {
    try (Served fresh = new Served(Optional.empty())) {
      for (Operation operation : operations()) {
        JsonNode content = operation.described().at("/requestBody/content/application~1json");
        if (content.isMissingNode()) {
          continue;
        }
        List<String> bodies = new ArrayList<>(ODD_BODIES);
        for (String key : names(resolved(content.get("schema")).get("properties"))) {
          ODD_VALUES.forEach(value -> bodies.add(with(content.get("example"), key, value)));
        }
        bodies.add(content.get("example").toString());
        SchemaJudge judge = judge(operation);
        for (String body : bodies) {
          judge(judge, body);
          JsonNode before = fresh.get("/");
          var answer =
              fresh.ask(operation.method().toUpperCase(Locale.ROOT), path(operation), body);
          assertThat(answer.statusCode()).as(operation.name() + " " + body).isLessThan(500);
          if (answer.statusCode() >= 400) {
            check(body, Served.JSON.readTree(answer.body()), schema("Error"));
            assertThat(fresh.get("/")).as(operation.name() + " " + body).isEqualTo(before);
          }
        }
      }
    }
  }

  /** The independent validator, with what is described of an operation's body. */
  private static SchemaJudge judge(Operation operation) {
    Block<?> block =
        served.api.routes().stream()
            .filter(r -> (r.method() + " " + r.path()).equals(operation.name()))
            .findFirst()
            .flatMap(ApiRoute::body)
            .orElseThrow()
            .block();
    ObjectNode schema = Served.JSON.createObjectNode();
    schema.set("components", description.get("components"));
    schema.setAll(
        (ObjectNode) operation.described().at("/requestBody/content/application~1json/schema"));
    return SchemaJudges.of(block, schema.toString());
  }

  /** What is JSON, the reader and the description take or refuse alike. */
  private static void judge(SchemaJudge judge, String body) {
    try {
      JsonReader.read("body", body).forEach(judge::judge);
    } catch (ConfigException e) {
      return; // what is not JSON has no schema
    }
  }

  /** The example with one value that is not even JSON in the place of a key's. */
  private static String with(JsonNode example, String key, String value) {
    ObjectNode changed = example.deepCopy();
    changed.put(key, "HERE");
    return changed.toString().replace("\"HERE\"", value);
  }

  @Test
  void theNamesOfFaultsAndCarsAreTheCodes() {
    assertThat(texts(description.at("/components/schemas/FaultParameter/enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Fault.values()).map(Fault::key).toList());
    assertThat(texts(body("/chargers/{charger}/car", "put").findValue("preset").findValue("enum")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CarPreset.values()).map(CarPreset::key).toList());
    assertThat(texts(body("/lines/{line}/faults", "post").at("/properties/fault/enum")))
        .containsExactlyInAnyOrderElementsOf(List.of(FaultRuleBlock.kinds().split(", ")));
  }

  @Test
  void everyBodyHasTheKeysThatAreDeclared() {
    for (ApiRoute route : served.api.routes()) {
      JsonNode schema = body(route.path(), route.method().toLowerCase(Locale.ROOT));
      if (route.body().isEmpty()) {
        assertThat(schema.isMissingNode()).as(route.path()).isTrue();
        continue;
      }
      List<Key<?>> keys = route.body().get().block().keys();
      assertThat(names(schema.get("properties")))
          .as(route.path())
          .containsExactlyInAnyOrderElementsOf(keys.stream().map(Key::name).toList());
      assertThat(texts(schema.path("required")))
          .as(route.path())
          .containsExactlyElementsOf(keys.stream().filter(Key::isRequired).map(Key::name).toList());
    }
  }

  @Test
  void whatRequestsHoldIsDescribedAsItIsDeclared() throws Exception {
    Map<String, Block<?>> bodies = new TreeMap<>();
    Map<String, Key<?>> parameters = new TreeMap<>();
    for (ApiRoute route : served.api.routes()) {
      route.body().ifPresent(body -> bodies.put(body.name(), body.block()));
      route.parameters().forEach(key -> parameters.put(parameter(key), key));
    }
    parameters.put(parameter(ChargerRoutes.FAULT), ChargerRoutes.FAULT);
    ControlApi.ofEvents().forEach(key -> parameters.put(parameter(key), key));
    String file = "simulator/src/main/resources/openapi.yaml";
    String ours = Documents.text(file);
    String generated = YamlWriter.of("", Schema.components(bodies, parameters)).indent(4);
    String whole = ours.substring(0, ours.indexOf('\n', ours.indexOf(MARK)) + 1) + generated;
    Documents.requireFile(file, whole);
    Documents.requireFile(PageRequests.FILE, PageRequests.of(whole));
    Documents.requireFile(PageRequests.CHOICES, PageRequests.choices(whole));
  }

  private static String parameter(Key<?> key) {
    return key.name().substring(0, 1).toUpperCase(Locale.ROOT)
        + key.name().substring(1)
        + "Parameter";
  }

  @Test
  void aSingleSchemaDescribesEveryParameter() {
    for (ApiRoute route : served.api.routes()) {
      JsonNode path = description.get("paths").get(route.path());
      List<JsonNode> described = new ArrayList<>();
      path.path("parameters").forEach(described::add);
      path.path(route.method().toLowerCase(Locale.ROOT)).path("parameters").forEach(described::add);
      for (Key<?> key : route.parameters()) {
        assertThat(described)
            .anySatisfy(
                parameter -> {
                  assertThat(parameter.path("name").asText()).isEqualTo(key.name());
                  assertThat(parameter.at("/schema/$ref").asText()).endsWith("/" + parameter(key));
                });
      }
    }
  }

  @Test
  void theDocumentationsTableShowsTheKeysOfTheBodies() throws Exception {
    List<String> rows = new ArrayList<>();
    List<String> rules = new ArrayList<>();
    for (ApiRoute route : served.api.routes()) {
      String request = "`%s %s`".formatted(route.method(), route.path());
      route
          .body()
          .map(body -> KeyTable.of(body.block()).lines().skip(2))
          .orElse(Stream.empty())
          .forEach(
              line -> {
                if (line.startsWith("|")) {
                  rows.add("| " + request + " " + line);
                } else if (line.startsWith("- ")) {
                  rules.add("- " + request + ": " + line.substring(2));
                }
              });
    }
    Documents.requireTable(
        "api bodies",
        "| request | key | value | default | what for |\n|---|---|---|---|---|\n"
            + String.join("\n", rows)
            + "\n\n"
            + KeyTable.RULES
            + "\n\n"
            + String.join("\n", rules));
  }

  private static JsonNode body(String path, String method) {
    return resolved(
        description
            .get("paths")
            .get(path)
            .get(method)
            .at("/requestBody/content/application~1json/schema"));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode example(String parameter) {
    return description.at("/components/parameters/" + parameter + "/example");
  }

  private static String path(Operation operation) {
    String path = operation.path();
    for (String name : List.of("charger", "fault", "register", "load", "line", "id")) {
      path = path.replace("{" + name + "}", example(name).asText());
    }
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.described().path("parameters")) {
      if (parameter.path("required").asBoolean()) {
        query.add(
            parameter.get("name").asText()
                + "="
                + URLEncoder.encode(parameter.get("example").asText(), StandardCharsets.UTF_8));
      }
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private static JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? schema(schema.get("$ref").asText().replaceFirst(".*/", ""))
        : schema;
  }

  private static JsonNode schema(String name) {
    return description.at("/components/schemas/" + name);
  }

  /** That a value has the type of its schema, and all its properties and no others. */
  private static void check(String where, JsonNode value, JsonNode given) {
    JsonNode schema = resolved(given);
    JsonNode type = schema.get("type");
    if (value.isNull()) {
      assertThat(texts(type)).as(where + " may be null").contains("null");
      return;
    }
    switch ((type.isArray() ? type.get(0) : type).asText()) {
      case "object" -> checkObject(where, value, schema);
      case "array" -> {
        assertThat(value.isArray()).as(where).isTrue();
        for (JsonNode item : value) {
          check(where + "[]", item, schema.get("items"));
        }
      }
      case "string" -> assertThat(value.isTextual()).as(where).isTrue();
      case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
      case "number" -> assertThat(value.isNumber()).as(where).isTrue();
      default -> assertThat(value.isBoolean()).as(where).isTrue();
    }
  }

  private static void checkObject(String where, JsonNode value, JsonNode schema) {
    assertThat(value.isObject()).as(where).isTrue();
    if (schema.has("additionalProperties")) {
      return;
    }
    List<String> described = names(schema.get("properties"));
    List<String> found = names(value);
    assertThat(found).as(where).containsExactlyInAnyOrderElementsOf(described);
    for (String name : found) {
      check(where + "." + name, value.get(name), schema.get("properties").get(name));
    }
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
