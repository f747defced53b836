package io.decisionos.gateway.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader of keysets takes and refuses, and that the schema says the same. */
final class KeysetsReaderTest {
  private static final Validator SCHEMA = schema();

  private static Validator schema() {
    try {
      byte[] text = Files.readAllBytes(Path.of("conf/keysets.schema.yaml"));
      var options =
          new JsonSchemaOptions()
              .setDraft(Draft.DRAFT7)
              .setBaseUri("https://decisionos.example/")
              .setOutputFormat(OutputFormat.Flag);
      return Validator.create(JsonSchema.of(json(text)), options);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JsonObject json(byte[] text) {
    try {
      Object plain = YamlReader.read(Keysets.FILE, text).plain();
      return new JsonObject(new ObjectMapper().writeValueAsString(plain));
    } catch (YamlReader.InvalidYaml | JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Fault> faults(byte[] text) {
    try {
      Section root = Section.of(Keysets.FILE, YamlReader.read(Keysets.FILE, text));
      KeysetsReader.read(root, Optional.of(Scope.words()));
      return root.faults();
    } catch (YamlReader.InvalidYaml e) {
      return List.of(e.fault());
    }
  }

  static List<BrokenKeyset> broken() {
    return BrokenKeyset.all();
  }

  static Stream<BrokenKeyset> brokenInStructure() {
    return BrokenKeyset.all().stream().filter(BrokenKeyset::structural);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenListIsRefusedWithItsPlaceAndWhatWasExpected(BrokenKeyset broken) {
    List<Fault> faults = faults(broken.bytes());

    assertThat(faults).isNotEmpty();
    assertThat(faults.get(0).toString()).startsWith(broken.place()).contains("found ", "expected ");
  }

  @ParameterizedTest
  @MethodSource("brokenInStructure")
  void theSchemaRefusesItToo(BrokenKeyset broken) {
    assertThat(SCHEMA.validate(json(broken.bytes())).getValid()).isFalse();
  }

  @Test
  void theTableIsLongEnough() {
    assertThat(broken().stream().map(BrokenKeyset::what).distinct().count())
        .isGreaterThanOrEqualTo(150);
  }

  @Test
  void theExampleIsTakenByBoth() throws IOException {
    for (byte[] text :
        List.of(
            Files.readAllBytes(Path.of("conf/keysets.example.yaml")),
            BrokenKeyset.GOOD.getBytes(UTF_8),
            BrokenKeyset.GOOD
                .replace("material:", "x-note:")
                .replace("state: active", "state: retired")
                .getBytes(UTF_8),
            "keysets: []\nx-note: 1\n".getBytes(UTF_8))) {
      assertThat(faults(text)).isEmpty();
      assertThat(SCHEMA.validate(json(text)).getValid()).isTrue();
    }
  }

  @Test
  void whatIsReadIsWhatStandsThere() throws Exception {
    byte[] text = Files.readAllBytes(Path.of("conf/keysets.example.yaml"));
    Section root = Section.of(Keysets.FILE, YamlReader.read(Keysets.FILE, text));

    Keysets keysets = KeysetsReader.read(root, Optional.of(Scope.words()));

    Keyset callers = keysets.all().get(0);
    assertThat(callers.rotation().warnDays()).containsExactly(14, 7, 3);
    assertThat(callers.reach().tenants().orElseThrow()).hasSize(1);
    assertThat(callers.keys().get(0).place())
        .contains(new MaterialPlace(Source.FILE, "2026-11.pem"));
    assertThat(keysets.all().get(1).reach().scopes())
        .containsExactlyInAnyOrder("store:read", "store:write");
  }
}
