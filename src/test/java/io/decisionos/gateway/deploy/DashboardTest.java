package io.decisionos.gateway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each query of the dashboard and of the rules asks for what a running gateway tells. */
final class DashboardTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)\\})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
  private static final Pattern ASKED =
      Pattern.compile("\\b((?:gateway|process|jvm)_[a-z_]+)\\b(?:\\{([^}]*)\\})?");
  private static final Pattern MATCHED = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"");

  /** What Prometheus itself puts on every series. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  private static Map<String, Set<String>> told;

  @Test
  void whatTheDashboardAsksForIsThere() throws IOException {
    var dashboard = new JsonObject(Files.readString(Path.of("docs/dashboards/gateway.json")));

    List<String> queries =
        dashboard.getJsonArray("panels").stream()
            .map(JsonObject.class::cast)
            .flatMap(panel -> panel.getJsonArray("targets", new JsonArray()).stream())
            .map(target -> ((JsonObject) target).getString("expr"))
            .toList();

    assertThat(queries).hasSizeGreaterThan(20);
    assertThat(queries.stream().flatMap(query -> missing(query))).isEmpty();
  }

  @Test
  void whatTheRulesForPrometheusAskForIsThere() throws IOException {
    List<String> queries =
        Files.readAllLines(Path.of("docs/alerts.rules.yml")).stream()
            .filter(line -> line.strip().startsWith("expr:"))
            .toList();

    assertThat(queries).isNotEmpty();
    assertThat(queries.stream().flatMap(query -> missing(query))).isEmpty();
  }

  @BeforeAll
  static void scrape(@TempDir Path home) throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      gateway.get("/slo?tenant=acme-corp");
      Await.until(
          PATIENCE,
          () ->
              Stream.of("jvm_gc", "gateway_check_state", "gateway_tenant_requests", "gateway_slo")
                  .allMatch(gateway.ops("/metrics").body()::contains),
          () -> gateway.ops("/metrics").body());
      // Series by name, each with its labels.
      var series = new TreeMap<String, Set<String>>();
      SAMPLE
          .matcher(gateway.ops("/metrics").body())
          .results()
          .forEach(
              sample -> {
                Set<String> labels = series.computeIfAbsent(sample.group(1), n -> new TreeSet<>());
                if (sample.group(2) != null) {
                  LABEL.matcher(sample.group(2)).results().forEach(l -> labels.add(l.group(1)));
                }
              });
      told = series;
    }
  }

  private static Stream<String> missing(String query) {
    var found = Stream.<String>builder();
    Matcher asked = ASKED.matcher(query);
    while (asked.find()) {
      String name = asked.group(1);
      if (!told.containsKey(name) && !isTold(name)) {
        found.add(name);
      } else if (asked.group(2) != null && told.containsKey(name)) {
        MATCHED
            .matcher(asked.group(2))
            .results()
            .map(label -> label.group(1))
            .filter(label -> !OF_PROMETHEUS.contains(label) && !told.get(name).contains(label))
            .forEach(label -> found.add(name + "{" + label + "}"));
      }
    }
    return found.build();
  }

  /** Series that come with the first alert, tenant over its rate or refused question. */
  private static boolean isTold(String name) {
    return List.of("gateway_alert_firing", "gateway_tenant_rate_limited_total").contains(name);
  }
}
