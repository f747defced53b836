package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.app.Environment;
import io.decisionos.gateway.app.GatewayConfig;
import io.decisionos.gateway.config.Overrides;
import io.decisionos.gateway.config.Section;
import io.decisionos.gateway.config.YamlNode;
import io.decisionos.gateway.config.YamlReader;
import io.decisionos.gateway.config.YamlReader.InvalidYaml;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} against the code that reads the files. */
class ConfigurationTest {
  private static final Pattern RANGE = Pattern.compile("(\\d+) to (\\d+)");

  private List<Key> keys;

  /** A row of the table of {@code gateway.yaml}. */
  private record Key(String path, String variable, String otherwise, String values, String effect) {

    Optional<Matcher> range() {
      Matcher range = RANGE.matcher(values);
      return range.matches() ? Optional.of(range) : Optional.empty();
    }

    /** A value that is taken and not the default; empty if there is no other. */
    Optional<String> another() {
      if (range().isPresent()) {
        return Optional.of(range().get().group(2));
      }
      return switch (values) {
        case "an address" -> Optional.of("localhost");
        case "a text" -> Optional.of("elsewhere");
        case "a list of names" -> Optional.of("a.example,b.example:8080");
        case "a path" -> Optional.of("elsewhere");
        case "hosts with ports" -> Optional.of("a.example:9092, [::1]:9093");
        case "an endpoint" -> Optional.of("http://127.0.0.1:1");
        case "a bucket" -> Optional.of("s3://elsewhere/gateway");
        case "a region" -> Optional.of("eu-central-1");
        case "redis, rediss or unix URLs, or sentinels" ->
            Optional.of("rediss://user:secret@elsewhere:1");
        case "a file that can be read" -> Optional.empty();
        default -> words().stream().filter(word -> !word.equals(otherwise)).findFirst();
      };
    }

    private List<String> words() {
      return Arrays.asList(values.split(", ", -1));
    }
  }

  @BeforeEach
  void readTheDocument() throws IOException {
    keys =
        Markdown.read("docs/configuration.md").table("## gateway.yaml").stream()
            .map(row -> new Key(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
            .toList();
  }

  @Test
  void theKeysAreThoseThatTheCodeReads() {
    var read = new TreeSet<String>();
    GatewayConfig.read(
        section(
            "{}",
            path -> {
              read.add(path);
              return Optional.empty();
            }));
    assertThat(keys.stream().map(Key::path)).containsExactlyInAnyOrderElementsOf(read);
  }

  @Test
  void theDefaultsAreThoseOfTheCodeAndOfTheShippedFile() throws IOException {
    String shipped = Files.readString(Path.of("conf/gateway.yaml"));
    assertThat(config(shipped)).isEqualTo(config("{}"));
    var values = new JsonObject(plain(shipped));
    for (Key key : keys) {
      String[] path = key.path().split("\\.", 2);
      assertThat(values.getJsonObject(path[0]).getValue(path[1]))
          .as(key.path())
          .hasToString(key.otherwise());
    }
  }

  @Test
  void theDefaultsOfTheSloAreThoseOfTheShippedFile() throws IOException {
    var shipped = new JsonObject(plain(Files.readString(Path.of("conf/slo.yaml"))));
    for (List<String> row : Markdown.read("docs/configuration.md").table("## slo.yaml")) {
      String[] path = row.get(0).split("\\.", 2);
      Object value =
          path.length == 1
              ? shipped.getValue(path[0])
              : shipped.getJsonObject(path[0]).getValue(path[1]);
      assertThat(String.valueOf(value)).as(row.get(0)).isEqualTo(row.get(1));
    }
  }

  @Test
  void everyVariableGoesBeforeItsKey() {
    for (Key key : keys) {
      assertThat(new Environment(Map.of(key.variable(), "x")).at(key.path()))
          .as(key.path())
          .contains(new Overrides.Value(key.variable(), "x"));
    }
  }

  @Test
  void theBoundsAreThoseOfTheCode() {
    for (Key key : keys) {
      key.range()
          .ifPresent(
              range -> {
                long least = Long.parseLong(range.group(1));
                long most = Long.parseLong(range.group(2));
                assertThat(faults(key, least)).as("%s least", key).isEmpty();
                assertThat(faults(key, most)).as("%s most", key).isEmpty();
                assertThat(faults(key, least - 1)).as("%s too small", key).isNotEmpty();
                assertThat(faults(key, most + 1)).as("%s too large", key).isNotEmpty();
              });
    }
  }

  @Test
  void otherValuesAreTakenAndTakeEffectAsTheDocumentSays() {
    for (Key key : keys) {
      key.another()
          .ifPresent(
              value -> {
                String base = baseOf(key);
                Section root = section(base, only(key, value));
                GatewayConfig after = GatewayConfig.read(root);
                assertThat(root.faults()).as("%s", key).isEmpty();
                assertThat(effects(config(base), after))
                    .as("%s", key)
                    .containsExactly(key.effect());
              });
    }
  }

  private static Set<String> effects(GatewayConfig before, GatewayConfig after) {
    var effects = new TreeSet<String>();
    if (!after.live().equals(before.live())) {
      effects.add("live");
    }
    if (!after.fixed().equals(before.fixed())) {
      effects.add("restart");
    }
    return effects;
  }

  /** What lets others than this machine's programs in goes with tokens alone. */
  private static String baseOf(Key key) {
    boolean opens = key.path().endsWith(".hosts") || key.path().endsWith(".tls");
    if (opens) {
      return "auth: {mode: jwt}";
    }
    boolean ofArchive = key.path().startsWith("evidence.archive_");
    return ofArchive && !key.path().endsWith("_url")
        ? "evidence: {archive_url: \"s3://vault\"}"
        : "{}";
  }

  private static List<?> faults(Key key, Object value) {
    Section section = section("{}", only(key, value));
    GatewayConfig.read(section);
    return section.faults();
  }

  private static Overrides only(Key key, Object value) {
    var override = Optional.of(new Overrides.Value(key.variable(), value.toString()));
    return path -> path.equals(key.path()) ? override : Optional.empty();
  }

  private static GatewayConfig config(String text) {
    return GatewayConfig.read(section(text, Overrides.NONE));
  }

  private static Section section(String text, Overrides overrides) {
    return Section.of("gateway.yaml", yaml(text), overrides);
  }

  private static YamlNode yaml(String text) {
    try {
      return YamlReader.read("gateway.yaml", text.getBytes(StandardCharsets.UTF_8));
    } catch (InvalidYaml e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> plain(String text) {
    return ((Map<?, ?>) yaml(text).plain())
        .entrySet().stream()
            .collect(Collectors.toMap(entry -> (String) entry.getKey(), Map.Entry::getValue));
  }
}
