package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/operations.md} against a running gateway. */
class OperationsTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  @TempDir private Path home;

  @Test
  void everyMetricIsListedWithItsType() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      gateway.get("/slo?tenant=default");
      List<List<String>> scraped =
          TYPE.matcher(gateway.ops("/metrics").body())
              .results()
              .map(type -> List.of(type.group(1), type.group(2)))
              .toList();
      assertThat(Markdown.read("docs/operations.md").table("## Metrics"))
          .extracting(row -> row.subList(0, 2))
          .containsExactlyInAnyOrderElementsOf(scraped);
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
}
