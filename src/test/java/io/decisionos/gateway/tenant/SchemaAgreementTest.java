package io.decisionos.gateway.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.YamlReader;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tenants/schema.yaml} and {@link TenantReader} say the same of every single file. */
class SchemaAgreementTest {
  /** What the reader expects and JSON Schema cannot express; {@link #beyondTheSchema} goes on. */
  private static final Set<String> BEYOND_THE_SCHEMA =
      Set.of("a day and a second that exist", "each label once");

  private static final Path SCHEMA = Path.of("tenants/schema.yaml");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FILES = 1500;

  private final Validator schema = schema();

  private static Validator schema() {
    var options =
        new JsonSchemaOptions()
            .setDraft(Draft.DRAFT7)
            .setBaseUri("https://decisionos.example/")
            .setOutputFormat(OutputFormat.Flag);
    return Validator.create(JsonSchema.of(yaml("schema.yaml", read(SCHEMA))), options);
  }

  private static byte[] read(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject yaml(String name, byte[] text) {
    try {
      return new JsonObject(JSON.writeValueAsString(YamlReader.read(name, text).plain()));
    } catch (YamlReader.InvalidYaml | JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private boolean schemaTakes(JsonObject document) {
    return schema.validate(document).getValid();
  }

  private static List<Fault> structuralFaults(byte[] text) {
    return new TenantReader().read("t.yaml", text) instanceof TenantFile.Broken broken
        ? broken.faults().stream()
            .filter(fault -> !BEYOND_THE_SCHEMA.contains(fault.expected()))
            .toList()
        : List.of();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void schemaAndReaderAgreeOnGeneratedFiles(long seed) {
    var generated = new GeneratedTenants(seed);
    var verdicts = new HashSet<Boolean>();
    for (int i = 0; i < FILES; i++) {
      String text = (i % 4 == 0 ? generated.valid() : generated.mutated()).encode();
      List<Fault> faults = structuralFaults(text.getBytes(UTF_8));
      verdicts.add(faults.isEmpty());
      assertThat(schemaTakes(new JsonObject(text)))
          .as("seed %d, file %d: %s%nthe reader says %s", seed, i, text, faults)
          .isEqualTo(faults.isEmpty());
    }
    assertThat(verdicts).containsExactlyInAnyOrder(true, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9", "0.0", "1.0e", "-8"})
  void schemaAndReaderAgreeOnNumbersOfAnyLength(String beginning) {
    String number = beginning + "0".repeat(100) + "1";
    for (String member :
        List.of("\"name\":", "\"name\":\"T\",\"billing\":{\"plan\":\"free\",\"rate_per_gb\":")) {
      String text = "{\"tenant_id\":\"t\",\"status\":\"active\"," + member + number + "}";
      String whole = member.contains("{") ? text + "}" : text;
      assertThat(structuralFaults(whole.getBytes(UTF_8)).isEmpty())
          .as(whole)
          .isEqualTo(schemaTakes(new JsonObject(whole)));
    }
  }

  @Test
  void everyGeneratedFileThatNobodyMutatedIsValid() {
    var generated = new GeneratedTenants(4);
    for (int i = 0; i < FILES; i++) {
      assertThat(structuralFaults(generated.valid().encode().getBytes(UTF_8))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenTenants")
  void schemaAndReaderAgreeOnTheBrokenTenants(BrokenTenant broken) {
    assertThat(schemaTakes(yaml("t.yaml", broken.bytes()))).as(broken.text()).isFalse();
  }

  static Stream<BrokenTenant> brokenTenants() {
    // Days of the calendar, double keys and numbers that no double holds are beyond it.
    return BrokenTenants.wellFormed()
        .filter(broken -> !broken.text().contains("2026-02-30"))
        .filter(broken -> !broken.what().contains("twice"))
        .filter(broken -> !broken.text().contains("1e999999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenants/default.yaml", "tenants/acme_corp.yaml"})
  void theShippedFilesPassBothAndNameTheSchema(String file) {
    byte[] text = read(Path.of(file));
    assertThat(structuralFaults(text)).isEmpty();
    assertThat(schemaTakes(yaml(file, text))).isTrue();
    assertThat(new String(text, UTF_8)).startsWith("# yaml-language-server: $schema=schema.yaml\n");
  }

  @ParameterizedTest
  @MethodSource("beyondTheSchema")
  void theReaderAloneRefusesWhatTheSchemaCannotSay(String addition) {
    String text = "tenant_id: t\nname: T\nstatus: active\n" + addition + "\n";
    assertThat(new TenantReader().read("t.yaml", text.getBytes(UTF_8)))
        .isInstanceOf(TenantFile.Broken.class);
  }

  /** Every kind of file that a schema lets pass and the reader refuses. */
  static Stream<String> beyondTheSchema() {
    return Stream.of(
        "status: active",
        "metadata: {a: 1, a: 2}",
        "metadata: {a: &anchor 1}",
        "metadata: {a: &anchor 1, b: *anchor}",
        "metadata: {a: !custom 1}",
        "---\ntenant_id: u",
        "created_at: 2026-02-30T00:00:00Z",
        "label_overlay: {additional_labels: [{key: a, type: continuous},"
            + " {key: a, type: categorical}]}",
        "slo_overlay: {latency_p95_ms: 1e400}",
        "metadata: {deep: " + "[".repeat(40) + "]".repeat(40) + "}",
        "metadata: {a: {? [a] : 1}}");
  }

  @Test
  void everyMappingOfTheSchemaIsClosedAndTakesOurExtensions() {
    var open = new ArrayList<JsonObject>();
    collectOpen(yaml("schema.yaml", read(SCHEMA)), open);
    assertThat(open).singleElement().asString().contains("compliance_requirements");
  }

  private static void collectOpen(Object node, List<JsonObject> open) {
    if (node instanceof JsonObject object) {
      boolean extensible = object.getJsonObject("patternProperties", new JsonObject()).size() == 1;
      boolean closed = Boolean.FALSE.equals(object.getValue("additionalProperties"));
      if ("object".equals(object.getValue("type")) && !(closed && extensible)) {
        open.add(object);
      }
      object.forEach(entry -> collectOpen(entry.getValue(), open));
    }
  }
}
