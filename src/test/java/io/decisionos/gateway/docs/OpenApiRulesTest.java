package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.OpenApi.Example;
import io.decisionos.gateway.docs.OpenApi.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What linters of API descriptions ask for, such as Redocly's {@code recommended} and Spectral's
 * {@code spectral:oas}; it is asked here too, as neither is at hand in every build.
 */
class OpenApiRulesTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  /** Whole pages, files and streams: a line of them says less than the description. */
  private static final Set<String> WITHOUT_EXAMPLE =
      Set.of(
          "application/yaml",
          "application/octet-stream",
          "text/html; charset=utf-8",
          "text/css; charset=utf-8",
          "text/event-stream");

  private OpenApi api;
  private JsonObject document;

  @BeforeEach
  void read() throws Exception {
    api = OpenApi.read();
    document = api.document();
  }

  @Test
  void everySuccessfulAnswerHasAnExampleThatFitsItsSchema() {
    for (Operation operation : api.operations()) {
      List<Example> examples = api.examples(operation);
      assertThat(examples).as("%s", operation).allMatch(e -> api.conforms(e.schema(), e.value()));
      assertThat(examples.stream().map(example -> example.status() + " " + example.type()))
          .as("%s", operation)
          .containsAll(answersToShow(operation));
    }
  }

  private List<String> answersToShow(Operation operation) {
    return operation.json().getJsonObject("responses").fieldNames().stream()
        .filter(status -> status.startsWith("2"))
        .flatMap(
            status ->
                api
                    .response(operation, status)
                    .getJsonObject("content", new JsonObject())
                    .fieldNames()
                    .stream()
                    .filter(type -> !WITHOUT_EXAMPLE.contains(type))
                    .map(type -> status + " " + type))
        .toList();
  }

  @Test
  void everyExampleOfARequestFitsItsSchema() {
    for (Operation operation : api.operations()) {
      for (JsonObject parameter : api.parameters(operation)) {
        Object example = parameter.getValue("example");
        assertThat(example == null || api.conforms(parameter.getJsonObject("schema"), example))
            .as("%s %s: %s", operation, parameter.getString("name"), example)
            .isTrue();
      }
      JsonObject body = operation.json().getJsonObject("requestBody", new JsonObject());
      JsonObject media =
          body.getJsonObject("content", new JsonObject()).getJsonObject("application/json");
      if (media != null) {
        assertThat(OpenApi.values(media))
            .as("%s", operation)
            .isNotEmpty()
            .allMatch(value -> api.conforms(media.getJsonObject("schema"), value));
      }
    }
  }

  @Test
  void everyOperationIsSummedUpTaggedAndAnsweredForBetterAndWorse() {
    List<String> tags =
        document.getJsonArray("tags").stream()
            .map(t -> ((JsonObject) t).getString("name"))
            .toList();
    assertThat(tags).doesNotHaveDuplicates();
    for (Operation operation : api.operations()) {
      JsonObject json = operation.json();
      assertThat(json.getString("summary")).as("%s", operation).isNotBlank();
      assertThat(json.getJsonArray("tags")).as("%s", operation).hasSize(1);
      assertThat(tags).contains(json.getJsonArray("tags").getString(0));
      Set<String> statuses = json.getJsonObject("responses").fieldNames();
      assertThat(statuses).as("%s", operation).anyMatch(status -> status.matches("[23]\\d\\d"));
      assertThat(statuses).as("%s", operation).anyMatch(status -> status.startsWith("4"));
    }
  }

  @Test
  void parametersAreDescribedOnceAndThoseOfThePathAreInIt() {
    for (Operation operation : api.operations()) {
      List<JsonObject> parameters = api.parameters(operation);
      assertThat(parameters.stream().map(p -> p.getString("in") + " " + p.getString("name")))
          .as("%s", operation)
          .doesNotHaveDuplicates();
      assertThat(parameters)
          .as("%s", operation)
          .allSatisfy(p -> assertThat(p.getString("description")).isNotBlank());
      assertThat(
              parameters.stream()
                  .filter(p -> p.getString("in").equals("path"))
                  .filter(p -> p.getBoolean("required", false))
                  .map(p -> p.getString("name")))
          .as("%s", operation)
          .containsExactlyInAnyOrderElementsOf(
              PARAMETER.matcher(operation.path()).results().map(r -> r.group(1)).toList());
    }
  }

  @Test
  void whateverTenantsAskCanBeSigned() {
    for (Operation operation : api.operations()) {
      boolean open = operation.json().getJsonArray("tags").contains("open");
      if (operation.listener().equals("tenants") && !open) {
        List<String> names =
            api.parameters(operation).stream().map(p -> p.getString("name")).toList();
        assertThat(names)
            .as("%s", operation)
            .contains("X-DecisionOS-Tenant", "Signature-Input", "Signature");
        assertThat(!operation.json().containsKey("requestBody") || names.contains("Content-Digest"))
            .as("%s", operation)
            .isTrue();
      }
    }
  }

  @Test
  void noTwoPathsDifferInTheNamesOfTheirParametersAlone() {
    assertThat(
            document.getJsonObject("paths").fieldNames().stream()
                .map(path -> PARAMETER.matcher(path).replaceAll("{}")))
        .doesNotHaveDuplicates()
        .noneMatch(path -> path.contains("?"));
  }

  @Test
  void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
    var references = new HashSet<String>();
    walk("", document, (path, node) -> collectReference(node, references));

    assertThat(references).allSatisfy(r -> assertThat(api.resolve(reference(r))).isNotNull());
    JsonObject components = document.getJsonObject("components");
    for (String kind : components.fieldNames()) {
      if (!kind.equals("securitySchemes")) {
        assertThat(references)
            .containsAll(
                components.getJsonObject(kind).fieldNames().stream()
                    .map(name -> "#/components/" + kind + "/" + name)
                    .toList());
      }
    }
  }

  private static JsonObject reference(String text) {
    return new JsonObject().put("$ref", text);
  }

  private static void collectReference(JsonObject node, Set<String> references) {
    if (node.getValue("$ref") instanceof String reference) {
      references.add(reference);
    }
  }

  @Test
  void noTextIsCutIntoKeysByACommaOrAColon() {
    var strange = new ArrayList<String>();
    walk(
        "",
        document,
        (path, node) ->
            node.fieldNames().stream()
                .filter(key -> !path.contains("/paths/") || !path.contains("/example"))
                .filter(key -> key.contains(" ") || key.contains("`"))
                .filter(key -> node.getValue(key) == null)
                .forEach(key -> strange.add(path + "/" + key)));
    assertThat(strange).isEmpty();
  }

  @Test
  void whatASchemaRequiresItNamesAndItsWordsAreOfOneKind() {
    walk(
        "",
        document.getJsonObject("components"),
        (path, node) -> {
          if (node.getValue("required") instanceof JsonArray required
              && node.getValue("properties") != null) {
            assertThat(node.getJsonObject("properties").fieldNames())
                .as(path)
                .containsAll(required.stream().map(String.class::cast).toList());
          } else if (node.getValue("required") instanceof JsonArray required) {
            assertThat(required).as("%s names what it requires", path).isEmpty();
          }
          if (node.getValue("enum") instanceof JsonArray words) {
            assertThat(words.stream().distinct().count()).as(path).isEqualTo(words.size());
          }
        });
  }

  @Test
  void theDescriptionSaysWhatItIsAndHoldsNoScript() throws Exception {
    JsonObject info = document.getJsonObject("info");
    assertThat(info.getString("title")).isNotBlank();
    assertThat(info.getJsonObject("license").getString("name")).isNotBlank();
    Stream<String> servers =
        document.getJsonArray("servers").stream().map(s -> ((JsonObject) s).getString("url"));
    assertThat(servers).noneMatch(url -> url.endsWith("/"));
    assertThat(Files.readString(OpenApi.FILE)).doesNotContain("<script", "eval(");
  }

  private static void walk(String path, Object node, BiConsumer<String, JsonObject> look) {
    if (node instanceof JsonObject object) {
      look.accept(path, object);
      object.forEach(member -> walk(path + "/" + member.getKey(), member.getValue(), look));
    } else if (node instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        walk(path + "/" + i, array.getValue(i), look);
      }
    }
  }
}
