package io.decisionos.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.decisionos.gateway.load.engine.NothingServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

  private static final String SCENARIO =
      """
      {"name": "long", "tenants": [{"id": "default"}],
       "requests": [{"name": "any", "path": "/"}],
       "phases": [{"name": "first", "rate": 100, "seconds": 2},
                  {"name": "second", "rate": 100, "seconds": 600}]}
      """;

  @Test
  void aRunThatIsToldToEndLeavesAReportAndNoFileOfItsOwn(@TempDir Path directory) throws Exception {
    Path scenario = Files.writeString(directory.resolve("long.json"), SCENARIO);
    Path report = directory.resolve("report");
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    NothingServer target = NothingServer.open().await();
    Process tool =
        ToolProcess.asItIs()
            .start(
                "-Djava.io.tmpdir=" + temporary,
                scenario.toString(),
                "--target",
                target.uri().toString(),
                "--warm-up",
                "0",
                "--report",
                report.toString());
    try (var output =
        new BufferedReader(new InputStreamReader(tool.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.lines().anyMatch(line -> line.startsWith("second"))).isTrue();

      tool.destroy();

      assertThat(tool.waitFor()).isEqualTo(143);
    } finally {
      tool.destroyForcibly();
      target.close().await();
    }
    JsonNode json = new ObjectMapper().readTree(Files.readString(report.resolve("report.json")));
    assertThat(json.path("verdict").path("reasons").path(0).asText()).startsWith("ended after ");
    assertThat(json.path("totals").path("ended").asLong()).isPositive();
    assertThat(report.resolve("report.html")).isNotEmptyFile();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }
}
