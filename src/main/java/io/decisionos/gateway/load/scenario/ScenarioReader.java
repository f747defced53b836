package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.scenario.Scenario.Mix;
import io.decisionos.gateway.load.scenario.Scenario.Plan;
import io.decisionos.gateway.load.scenario.Scenario.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads a scenario file, or names everything that is wrong with it. */
public final class ScenarioReader {

  private static final String[] FIELDS = {
    "$schema",
    "name",
    "description",
    "target",
    "seed",
    "connections",
    "timeout_ms",
    "sign",
    "tenants",
    "feeds",
    "requests",
    "phases",
    "thresholds"
  };

  private static final Bounds CONNECTIONS = new Bounds(1, 2000);
  private static final Bounds TIMEOUT_MS = new Bounds(10, 60_000);
  private static final Bounds SEED = new Bounds(0, 9e15);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final List<Fault> faults = new ArrayList<>();

  private final Source source;

  private ScenarioReader(Source source) {
    this.source = source;
  }

  /** The scenario that {@code json} describes, which refers to nothing outside. */
  public static Scenario read(String json) throws InvalidScenario {
    return read(json, Source.none(), Overrides.none());
  }

  /** The scenario that {@code json} describes, but for what is asked for instead. */
  public static Scenario read(String json, Source source, Overrides overrides)
      throws InvalidScenario {
    JsonNode document = parsed(json);
    if (document instanceof ObjectNode object) {
      overrides.apply(object);
    }
    return new ScenarioReader(source).scenario(document);
  }

  private static JsonNode parsed(String json) throws InvalidScenario {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      var where = broken.getLocation();
      String path = "line " + where.getLineNr() + ", column " + where.getColumnNr();
      throw new InvalidScenario(List.of(new Fault(path, broken.getOriginalMessage(), "JSON")));
    }
  }

  private Scenario scenario(JsonNode document) throws InvalidScenario {
    var root = new Fields("$", document, faults);
    root.only(FIELDS);
    root.optionalText("description");
    String name = root.text("name", source.name());
    Wire wire = wire(root);
    long seed = root.whole("seed", SEED, 1);
    Mix mix = new MixReader(root, source).mix();
    Plan plan = new PlanReader(root, mix.tenants()).plan();
    if (!faults.isEmpty()) {
      throw new InvalidScenario(faults);
    }
    return new Scenario(name, wire, seed, mix, plan, document);
  }

  private Wire wire(Fields root) {
    Template given =
        new Texts(source.environment())
            .template(root, "target", root.text("target", "http://127.0.0.1:8080"));
    String text = given.fill(name -> "${" + name + "}");
    URI target = Target.parse(text).orElse(Target.NONE);
    if (target.equals(Target.NONE)) {
      root.fault("target", Target.EXPECTED);
    }
    return new Wire(
        target,
        (int) root.whole("connections", CONNECTIONS, 64),
        Duration.ofMillis(root.whole("timeout_ms", TIMEOUT_MS, 10_000)));
  }
}
