package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.decisionos.gateway.app.Environment;
import io.decisionos.gateway.app.Gateway;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.slo.SloState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Holds {@code docs/operations.md} against a running gateway. */
class OperationsTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  private static final Pattern KIND = Pattern.compile("\"([a-z]+\\.[a-z_]+)\"");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path home;

  @Test
  void everyMetricIsListedWithItsType() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    SigningKey key = SigningKey.make("k", Algorithm.EDDSA);
    key.writeTo(conf);
    String begun = key.entry("active, not_before: 2026-01-01T00:00:00Z");
    SigningKey.list(conf, begun);
    try (var gateway = RunningGateway.start(home)) {
      gateway.get("/slo?tenant=default");
      Await.until(PATIENCE, () -> metrics(gateway).contains("jvm_gc"), () -> metrics(gateway));
      List<List<String>> scraped =
          TYPE.matcher(metrics(gateway))
              .results()
              .map(type -> List.of(type.group(1), type.group(2)))
              .toList();
      assertThat(Markdown.read("docs/operations.md").table("## Metrics"))
          .extracting(row -> row.subList(0, 2))
          .containsExactlyInAnyOrderElementsOf(scraped);
    }
  }

  private static String metrics(RunningGateway gateway) {
    return gateway.ops("/metrics").body();
  }

  @Test
  void everyCheckHasItsStateInTheMetrics() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      String tenants = "gateway_check_state{check=\"tenants\",state=\"%s\"} %s\n";
      Await.until(
          PATIENCE,
          () -> metrics(gateway).contains(tenants.formatted("ok", "1.0")),
          () -> metrics(gateway));
      Files.writeString(gateway.tenants().resolve("bad.yaml"), "tenant_id: [");
      Await.until(
          PATIENCE,
          () -> metrics(gateway).contains(tenants.formatted("degraded", "1.0")),
          () -> metrics(gateway));
      assertThat(metrics(gateway))
          .contains(tenants.formatted("ok", "0.0"))
          .containsPattern("gateway_build_info\\{java=\"[^\"]+\",version=\"[^\"]+\"} 1")
          .containsPattern("process_cpu_seconds_total [0-9.]+")
          .containsPattern("process_resident_memory_bytes [1-9]")
          .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [1-9]");
    }
  }

  @Test
  void everyReadinessCheckIsListed() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      var checks = new JsonObject(gateway.ops("/readyz").body()).getJsonObject("checks");
      assertThat(Markdown.read("docs/operations.md").table("## Is it ready?"))
          .extracting(row -> row.get(0))
          .containsExactlyInAnyOrderElementsOf(checks.fieldNames());
    }
  }

  @Test
  void everyKindOfEventThatTheCodePostsIsListed() throws IOException {
    var posted = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".java")).toList()) {
        String code = Files.readString(file);
        if (code.contains("Notice.") && !file.getParent().endsWith("bus")) {
          KIND.matcher(code).results().forEach(kind -> posted.add(kind.group(1)));
        }
      }
    }
    Stream.of(SloState.values()).forEach(state -> posted.add("slo." + state.word()));
    assertThat(
            Markdown.read("docs/operations.md").table("## Timeline").stream()
                .flatMap(row -> Stream.of(row.get(0).split(", ")))
                .filter(kind -> !kind.startsWith("CHECK."))
                .sorted())
        .containsExactlyElementsOf(posted);
  }

  @Test
  void theFieldsOfTheAccessLogAreListed() throws IOException {
    var lines = new ListAppender<ILoggingEvent>();
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    var access = (Logger) LoggerFactory.getLogger("access");
    access.addAppender(lines);
    try (var gateway = RunningGateway.start(home, Map.of("DECISIONOS_ACCESS_LOG_SAMPLE", "1"))) {
      String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      gateway.send(gateway.request("/slo?tenant=default").header("traceparent", trace).build());
    } finally {
      access.detachAppender(lines);
    }
    List<String> own = lines.list.get(0).getKeyValuePairs().stream().map(pair -> pair.key).toList();
    assertThat(Markdown.read("docs/operations.md").table("## Logs"))
        .extracting(row -> row.get(0))
        .startsWith("time", "level", "logger", "message", "stack")
        .endsWith(own.toArray(String[]::new))
        .hasSize(5 + own.size());
  }

  @Test
  void aStartThatCannotWorkSaysWhatIsShown() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    for (String name : List.of("gateway.yaml", "slo.yaml", "labels.yaml", "cards.yaml")) {
      String shipped = Files.readString(Path.of("conf", name));
      Files.writeString(conf.resolve(name), shipped.replace("port: 8080", "port: eighty"));
    }
    var environment = new Environment(Map.of("DECISIONOS_CONF", conf.toString()));
    String shown =
        Markdown.read("docs/operations.md").lines().stream()
            .filter(line -> line.startsWith("    cannot start: "))
            .map(line -> line.replace("    cannot start: conf", conf.toString()))
            .findFirst()
            .orElseThrow();
    assertThatThrownBy(() -> new Gateway(environment)).hasMessage(shown);
  }
}
