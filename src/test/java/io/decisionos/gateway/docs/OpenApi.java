package io.decisionos.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.decisionos.gateway.fixture.RawHttp;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code docs/openapi.yaml}, and whether a response is as it says. */
final class OpenApi {
  static final Path FILE = Path.of("docs/openapi.yaml");

  private static final String PROBLEM = "application/problem+json";
  private static final Set<String> PLAIN_HEADERS =
      Set.of("content-type", "content-length", "connection", "transfer-encoding", "date");

  private final JsonObject document;
  private final JsonObject closedSchemas;
  // Making one reads the whole document, and thousands of answers are held against few schemas.
  private final Map<JsonObject, Validator> validators = new HashMap<>();

  private OpenApi(JsonObject document) {
    this.document = document;
    this.closedSchemas = document.getJsonObject("components").getJsonObject("schemas").copy();
    closedSchemas.fieldNames().stream()
        .filter(name -> !name.equals("Problem"))
        .forEach(name -> close(closedSchemas.getValue(name)));
  }

  static OpenApi read() throws IOException, InvalidYaml {
    return new OpenApi(json(YamlReader.read("openapi.yaml", Files.readAllBytes(FILE)).plain()));
  }

  private static JsonObject json(Object plain) throws JsonProcessingException {
    return new JsonObject(new ObjectMapper().writeValueAsString(plain));
  }

  /** Forbids members that the document does not name, so that a new one cannot slip through. */
  private static void close(Object schema) {
    if (schema instanceof JsonObject object) {
      if (object.containsKey("properties") && !object.containsKey("additionalProperties")) {
        object.put("additionalProperties", false);
      }
      object.forEach(member -> close(member.getValue()));
    } else if (schema instanceof JsonArray array) {
      array.forEach(OpenApi::close);
    }
  }

  /** The whole document. */
  JsonObject document() {
    return document;
  }

  /** One operation on one of the listeners that have it. */
  record Operation(String listener, String method, String path, JsonObject json) {
    @Override
    public String toString() {
      return listener + " " + method + " " + path;
    }
  }

  List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    JsonArray everywhere = document.getJsonArray("servers");
    for (String path : document.getJsonObject("paths").fieldNames()) {
      JsonObject item = document.getJsonObject("paths").getJsonObject(path);
      for (Object server : item.getJsonArray("servers", everywhere)) {
        String listener = ((JsonObject) server).getString("description");
        Stream.of("get", "head", "put", "post", "delete")
            .filter(item::containsKey)
            .map(verb -> new Operation(listener, upper(verb), path, item.getJsonObject(verb)))
            .forEach(operations::add);
      }
    }
    return operations;
  }

  private static String upper(String verb) {
    return verb.toUpperCase(Locale.ROOT);
  }

  /** The parameters of an operation, references resolved. */
  List<JsonObject> parameters(Operation operation) {
    return operation.json().getJsonArray("parameters", new JsonArray()).stream()
        .map(parameter -> resolve((JsonObject) parameter))
        .toList();
  }

  /** A shared response by its name. */
  JsonObject sharedResponse(String name) {
    return document.getJsonObject("components").getJsonObject("responses").getJsonObject(name);
  }

  List<String> reasonCodes() {
    return strings(closedSchemas.getJsonObject("ReasonCode").getJsonArray("enum"));
  }

  /** What an operation may answer: {@code STATUS REASON}, or the status alone. */
  List<String> outcomes(Operation operation) {
    var outcomes = new ArrayList<String>();
    for (String status : operation.json().getJsonObject("responses").fieldNames()) {
      if (!status.equals("default")) {
        List<String> reasons = reasons(response(operation, status));
        outcomes.addAll(
            reasons.isEmpty()
                ? List.of(status)
                : reasons.stream().map(r -> join(status, r)).toList());
      }
    }
    return outcomes;
  }

  /** The outcome of a response, spelled as {@link #outcomes} does. */
  static String outcome(RawHttp.Response response) {
    String status = String.valueOf(response.status());
    return isProblem(response)
        ? join(status, new JsonObject(response.body()).getString("reason_code"))
        : status;
  }

  private static String join(String status, String reason) {
    return status + " " + reason;
  }

  private static boolean isProblem(RawHttp.Response response) {
    return response.header("content-type").orElse("").equals(PROBLEM);
  }

  private List<String> reasons(JsonObject response) {
    JsonObject problem = response.getJsonObject("content", new JsonObject()).getJsonObject(PROBLEM);
    return problem == null
        ? List.of()
        : strings(
            problem
                .getJsonObject("schema")
                .getJsonArray("allOf")
                .getJsonObject(1)
                .getJsonObject("properties")
                .getJsonObject("reason_code")
                .getJsonArray("enum"));
  }

  private static List<String> strings(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  /** The response documented for a status, else the default one. */
  JsonObject response(Operation operation, String status) {
    JsonObject responses = operation.json().getJsonObject("responses");
    return resolve(responses.getJsonObject(status, responses.getJsonObject("default")));
  }

  /** An answer as the document shows it. */
  record Example(String status, String type, JsonObject schema, Object value) {}

  /** The examples of an operation's successful answers. */
  List<Example> examples(Operation operation) {
    var examples = new ArrayList<Example>();
    for (String status : operation.json().getJsonObject("responses").fieldNames()) {
      if (status.startsWith("2")) {
        JsonObject content = response(operation, status).getJsonObject("content", new JsonObject());
        for (String type : content.fieldNames()) {
          JsonObject media = content.getJsonObject(type);
          values(media)
              .forEach(
                  v -> examples.add(new Example(status, type, media.getJsonObject("schema"), v)));
        }
      }
    }
    return examples;
  }

  /** What a media type of the document has as its example or examples. */
  static List<Object> values(JsonObject media) {
    var values = new ArrayList<>();
    if (media.containsKey("example")) {
      values.add(media.getValue("example"));
    }
    media
        .getJsonObject("examples", new JsonObject())
        .forEach(named -> values.add(((JsonObject) named.getValue()).getValue("value")));
    return values;
  }

  /** What in a response is not as documented. */
  List<String> complaints(JsonObject documented, RawHttp.Response actual) {
    var complaints = new ArrayList<String>();
    JsonObject headers = documented.getJsonObject("headers", new JsonObject());
    headers.forEach(
        header -> checkHeader(complaints, header.getKey(), (JsonObject) header.getValue(), actual));
    actual.head().stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(':')))
        .filter(name -> !PLAIN_HEADERS.contains(lower(name)))
        .filter(name -> headers.fieldNames().stream().noneMatch(name::equalsIgnoreCase))
        .forEach(name -> complaints.add("undocumented header " + name));
    checkBody(complaints, documented.getJsonObject("content", new JsonObject()), actual);
    return complaints;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void checkHeader(
      List<String> complaints, String name, JsonObject reference, RawHttp.Response actual) {
    JsonObject header = resolve(reference);
    var value = actual.header(name);
    if (value.isEmpty() && header.getBoolean("required", false)) {
      complaints.add("no header " + name);
    }
    value
        .filter(text -> !conforms(header.getJsonObject("schema"), text))
        .ifPresent(text -> complaints.add("header " + name + ": " + text));
  }

  private void checkBody(List<String> complaints, JsonObject content, RawHttp.Response actual) {
    String type = actual.header("content-type").orElse("");
    if (content.isEmpty() || type.isEmpty()) {
      if (content.isEmpty() != type.isEmpty()) {
        complaints.add("content type: '" + type + "'");
      }
    } else if (!content.containsKey(type)) {
      complaints.add("undocumented content type " + type);
    } else {
      Object body = type.endsWith("json") ? Json.decodeValue(actual.body()) : actual.body();
      if (!conforms(content.getJsonObject(type).getJsonObject("schema"), body)) {
        complaints.add("body " + actual.body());
      }
    }
  }

  /** Tells whether a value fits a schema of the document. */
  boolean conforms(JsonObject schema, Object value) {
    return validators.computeIfAbsent(schema, this::validator).validate(value).getValid();
  }

  private Validator validator(JsonObject schema) {
    var whole =
        schema.copy().put("components", new JsonObject().put("schemas", closedSchemas.copy()));
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://decisionos.example/")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Flag);
    return Validator.create(JsonSchema.of(whole), options);
  }

  /** The node itself, or the one that it refers to. */
  JsonObject resolve(JsonObject node) {
    if (!node.containsKey("$ref")) {
      return node;
    }
    JsonObject found = document;
    for (String step : node.getString("$ref").substring(2).split("/", -1)) {
      found = found.getJsonObject(step);
    }
    return found;
  }
}
