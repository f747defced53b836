package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a check of {@code /readyz} points to, something stands. */
class CheckDocsTest {
  @TempDir private Path home;

  @Test
  void everyCheckPointsToASectionThatIsThere() throws IOException {
    try (var gateway = RunningGateway.start(home)) {
      var checks = new JsonObject(gateway.ops("/readyz").body()).getJsonObject("checks");
      for (String name : checks.fieldNames()) {
        String[] link = checks.getJsonObject(name).getString("docs").split("#", 2);
        assertThat(anchors(link[0])).as(name).contains(link[1]);
      }
    }
  }

  private static List<String> anchors(String file) throws IOException {
    return Markdown.read(file).lines().stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
        .toList();
  }
}
