package io.decisionos.gateway.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {

  private static final Path SHIPPED = Path.of("conf", "load");

  private static final String GOOD =
      """
      {"name": "good",
       "tenants": [{"id": "default"}, {"id": "stranger", "role": "hostile"}],
       "feeds": {"key": {"values": ["a", "b"]}},
       "requests": [{"name": "slo", "path": "/slo/${key}?tenant=${tenant}"}],
       "phases": [{"name": "all", "rate": 10, "seconds": 1}],
       "thresholds": [{"p95_ms": 100}]}
      """;

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      return files.filter(file -> !file.endsWith("schema.json")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedScenarioIsReadAndFollowsTheSchema(Path file) throws Exception {
    String json = Files.readString(file);

    assertThat(ScenarioReader.read(json).name() + ".json").isEqualTo(file.getFileName().toString());
    assertThat(follows(new JsonObject(json))).isTrue();
  }

  @Test
  void theScenariosThatTheDocumentsNameAreShipped() throws IOException {
    assertThat(shipped().map(file -> file.getFileName().toString()))
        .contains(
            "smoke.json",
            "storage.json",
            "steady.json",
            "burst.json",
            "overload-recovery.json",
            "overload-10x.json",
            "recovery.json",
            "noisy-neighbour.json",
            "reload-under-load.json",
            "soak.json");
  }

  @Test
  void theExampleInTheDocumentIsAScenario() throws Exception {
    String document = Files.readString(Path.of("docs", "load.md"));
    int from = document.indexOf("```json") + "```json".length();
    String example = document.substring(from, document.indexOf("```", from));

    assertThat(ScenarioReader.read(example).name()).isEqualTo("example");
    assertThat(follows(new JsonObject(example))).isTrue();
  }

  @Test
  void theDocumentSpeaksOfCoordinatedOmissionOnItsSecondLine() throws IOException {
    assertThat(Files.readAllLines(Path.of("docs", "load.md")).get(1))
        .contains("Coordinated omission");
  }

  @Test
  void whatIsLeftOutHasADefault() throws Exception {
    Scenario scenario = ScenarioReader.read(GOOD);

    assertThat(scenario.wire().target()).hasToString("http://127.0.0.1:8080");
    assertThat(scenario.wire().connections()).isEqualTo(64);
    assertThat(scenario.wire().timeout()).hasSeconds(10);
    assertThat(scenario.seed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /seed              | -1                     | $.seed
          /seed              | "one"                  | $.seed
          /connections       | 0                      | $.connections
          /timeout_ms        | 1.5                    | $.timeout_ms
          /target            | "http://example.com:1" | $.target
          /target            | "http://127.0.0.1"     | $.target
          /name              | " "                    | $.name
          /requests/0/check  | {"body": 7}            | $.requests[0].check.body
          /requests/0/check  | {"json": {"slo": 7}}   | $.requests[0].check.json.slo
          /requests/0/check  | {"headers": {"A": 7}}  | $.requests[0].check.headers.A
          /requests/0/check  | {"status": 200}        | $.requests[0].check.status
          /feeds/key         | {"csv": 7}             | $.feeds.key.csv
          /description       | 7                      | $.description
          /surprise          | 1                      | $.surprise
          /sign              | {"kid": "a b"}         | $.sign.kid
          /tenants/0/sign    | {"key": "gone"}        | $.tenants[0].sign.kid
          /tenants           | []                     | $.tenants
          /tenants           | {}                     | $.tenants
          /tenants/0/role    | "quiet"                | $.tenants[0].role
          /tenants/0/weight  | -1                     | $.tenants[0].weight
          /tenants/0/expect  | 403                    | $.tenants[0].expect
          /tenants/0/expect  | [99]                   | $.tenants[0].expect
          /feeds/key/values  | []                     | $.feeds.key.values
          /feeds/key/order   | "sorted"               | $.feeds.key.order
          /requests/0/path   | "slo"                  | $.requests[0].path
          /requests/0/method | "FETCH"                | $.requests[0].method
          /phases/0/rate     | -5                     | $.phases[0].rate
          /phases/0/rate     | "fast"                 | $.phases[0].rate
          /phases/0/seconds  | 0                      | $.phases[0].seconds
          /phases/0/seconds  | 7201                   | $.phases[0].seconds
          /phases/0/measured | "yes"                  | $.phases[0].measured
          /phases/0/kind     | "wave"                 | $.phases[0].kind
          /phases/0/users    | 5                      | $.phases[0].users
          /phases/0/arrivals | "late"                 | $.phases[0].arrivals
          /thresholds/0/p95_ms | -1                   | $.thresholds[0].p95_ms
          /thresholds/0/error_rate | 2                | $.thresholds[0].error_rate
          /thresholds/0      | {}                     | $.thresholds[0]
          """)
  void whatIsWrongIsNamedWithItsPathAndTheSchemaRefusesItToo(
      String pointer, String value, String path) {
    JsonObject broken = with(pointer, value);

    assertThat(faults(broken.encode())).extracting(Fault::path).contains(path);
    assertThat(follows(broken)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /tenants/1/id        | "default"       | $.tenants[1].id
          /requests/0/path     | "/slo/${other}" | $.requests[0].path
          /requests/0/path     | "/${ENV.NONE}"  | $.requests[0].path
          /requests/0/check    | {"body": "${key}"} | $.requests[0].check
          /feeds/key           | {"csv": "no-such.csv"} | $.feeds.key.csv
          /thresholds/0/tenant | "nobody"        | $.thresholds[0].tenant
          /thresholds/0/phase  | "never"         | $.thresholds[0].phase
          /phases/0/weights    | {"nobody": 1}   | $.phases[0].weights.nobody
          /tenants/0/requests  | {"nothing": 1}  | $.tenants[0].requests.nothing
          /tenants/0/requests  | {"slo": 0}      | $.tenants[0].requests
          /phases/0/weights    | {"default": 0}  | $.phases[0].weights
          """)
  void whatTwoPlacesMustAgreeOnIsCheckedToo(String pointer, String value, String path) {
    assertThat(faults(with(pointer, value).encode())).extracting(Fault::path).contains(path);
  }

  @Test
  void namesMayBeLeftOut() throws Exception {
    JsonObject bare = new JsonObject(GOOD);
    bare.remove("name");
    bare.getJsonArray("requests").getJsonObject(0).remove("name");
    bare.getJsonArray("phases").getJsonObject(0).remove("name");
    bare.getJsonArray("phases").add(new JsonObject().put("rate", 1).put("seconds", 1));
    var source = new Source("of-the-file", Path.of(""), Map.of());

    Scenario scenario = ScenarioReader.read(bare.encode(), source, Overrides.none());

    assertThat(follows(bare)).isTrue();
    assertThat(scenario.name()).isEqualTo("of-the-file");
    assertThat(scenario.mix().requests().get(0).name())
        .isEqualTo("GET /slo/${key}?tenant=${tenant}");
    assertThat(scenario.plan().phases())
        .extracting(phase -> phase.span().name())
        .containsExactly("constant", "constant-2");
  }

  @Test
  void theEnvironmentFillsWhatItNamesAndStaysOutOfTheDocument() throws Exception {
    JsonObject json =
        with("/requests/0/headers", "{\"Authorization\": \"Bearer ${ENV.TOKEN} ${key}\"}")
            .put("target", "http://127.0.0.1:${ENV.PORT}");
    var source = new Source("x", Path.of(""), Map.of("TOKEN", "s3cret ${x}", "PORT", "9999"));

    Scenario scenario = ScenarioReader.read(json.encode(), source, Overrides.none());

    assertThat(follows(json)).isTrue();
    assertThat(scenario.wire().target().getPort()).isEqualTo(9999);
    Template header = scenario.mix().requests().get(0).shape().headers().get("Authorization");
    assertThat(header.fill(name -> "K")).isEqualTo("Bearer s3cret ${x} K");
    assertThat(scenario.document().toString()).doesNotContain("s3cret");
  }

  @Test
  void rateDurationAndConnectionsCanBeAskedForInsteadAndKeepTheShape() throws Exception {
    JsonObject json = with("/phases/0/seconds", "4");
    json.getJsonArray("phases")
        .add(new JsonObject().put("kind", "ramp").put("from", 5).put("to", 20).put("seconds", 6));
    var asked = new Overrides(Optional.of(100.0), Optional.of(5.0), Optional.of(7));

    Scenario scenario = ScenarioReader.read(json.encode(), Source.none(), asked);

    assertThat(scenario.wire().connections()).isEqualTo(7);
    assertThat(scenario.plan().seconds()).isEqualTo(5);
    assertThat(scenario.plan().phases())
        .extracting(phase -> ((Phase.Open) phase).pace())
        .containsExactly(new Pace.Constant(50), new Pace.Ramp(25, 100, 3));
    assertThat(scenario.document().path("connections").asInt()).isEqualTo(7);
  }

  @Test
  void aFaultSaysWhatWasFoundAndWhatWasExpected() {
    assertThat(faults(with("/phases/0/rate", "-5").encode()))
        .extracting(Fault::toString)
        .containsExactly("$.phases[0].rate: found -5, expected a number from 0 to 1000000");
  }

  @Test
  void anEmptyTextIsAnsweredWithWhatToWrite() {
    JsonObject counter = new JsonObject(GOOD);
    counter.put("feeds", new JsonObject().put("id", new JsonObject().put("counter", "")));
    JsonObject path = with("/requests/0/path", "\" \"");

    assertThat(faults(counter.encode()))
        .extracting(Fault::toString)
        .contains(
            "$.feeds.id.counter: found \"\", expected a text that is not blank, such as \"id-\":"
                + " each value begins with it and ends in a number");
    assertThat(faults(path.encode()))
        .extracting(Fault::toString)
        .contains("$.requests[0].path: found \" \", expected a text that is not blank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ok no", "/${tenant", "/#part", "/\u00e4", "/line\n"})
  void aPathThatNoRequestLineCanCarryIsRefusedBeforeTheRun(String path) {
    assertThat(faults(with("/requests/0/path", Json.encode(path)).encode()))
        .extracting(Fault::path)
        .containsExactly("$.requests[0].path");
  }

  @Test
  void aHeaderThatCannotBeSentIsRefusedBeforeTheRun() {
    var headers = new JsonObject().put("Bad Name", "x").put("X-Line", "a\nb").put("X-Good", "a\tb");

    assertThat(faults(with("/requests/0/headers", headers.encode()).encode()))
        .extracting(Fault::path)
        .containsExactlyInAnyOrder(
            "$.requests[0].headers.Bad Name", "$.requests[0].headers.X-Line");
  }

  @Test
  void aFileThatCannotBeReadIsOneFault() {
    var scenario = with("/feeds/user", "{\"csv\": \"no-such-file.csv\"}");
    JsonPointer.from("/requests/0/path").writeJson(scenario, "/${user.name}");

    assertThat(faults(scenario.encode()))
        .extracting(Fault::path)
        .containsExactly("$.feeds.user.csv");
  }

  @Test
  void allFaultsAreNamedAtOnce() {
    String twice = with("/phases/0/rate", "-5").put("seed", "x").encode();

    assertThat(faults(twice)).extracting(Fault::path).contains("$.phases[0].rate", "$.seed");
  }

  @Test
  void aRunIsBoundedInTimeAndCountAsAWhole() {
    JsonObject longRun = with("/phases/0/seconds", "7200");
    longRun.getJsonArray("phases").add(phase("more", 10, 7200));
    JsonObject manyRequests = with("/phases/0/rate", "1000000");
    manyRequests.getJsonArray("phases").add(phase("more", 1_000_000, 60));

    assertThat(faults(longRun.encode())).extracting(Fault::path).containsExactly("$.phases");
    assertThat(faults(manyRequests.encode())).extracting(Fault::path).containsExactly("$.phases");
  }

  @Test
  void brokenJsonIsNamedWithItsLine() {
    assertThat(faults("{\n  \"name\": oops}").get(0).path()).startsWith("line 2, column");
    assertThat(faults("{\"name\": 1, \"name\": 2}")).hasSize(1);
    assertThat(faults("")).isNotEmpty();
    assertThatThrownBy(() -> ScenarioReader.read("[]")).isInstanceOf(InvalidScenario.class);
  }

  private static JsonObject phase(String name, int rate, int seconds) {
    return new JsonObject().put("name", name).put("rate", rate).put("seconds", seconds);
  }

  /** The good scenario with one value put in another's place. */
  private static JsonObject with(String pointer, String value) {
    var json = new JsonObject(GOOD);
    Object parsed = new JsonArray("[" + value + "]").getValue(0);
    JsonPointer.from(pointer).writeJson(json, parsed, true);
    return json;
  }

  private static List<Fault> faults(String json) {
    return catchThrowableOfType(InvalidScenario.class, () -> ScenarioReader.read(json)).faults();
  }

  private static boolean follows(JsonObject scenario) {
    var options =
        new JsonSchemaOptions().setBaseUri("https://decisionos.io").setDraft(Draft.DRAFT7);
    return Validator.create(schema(), options).validate(scenario).getValid();
  }

  private static JsonSchema schema() {
    try {
      return JsonSchema.of(new JsonObject(Files.readString(SHIPPED.resolve("schema.json"))));
    } catch (IOException missing) {
      throw new AssertionError(missing);
    }
  }
}
