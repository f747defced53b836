package io.decisionos.gateway.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short soak: too short for the heap's slope, long enough for whatever is never given back. */
class SoakTest {
  private static final String PHASES =
      """
      "phases": [{"name": "warm-up", "rate": 100, "seconds": 3, "measured": false},
                 {"name": "all", "rate": 150, "seconds": 12}],
      "thresholds": [{"error_rate": 0.01, "rejected_share": 0.3}]
      }
      """;

  @TempDir private Path directory;

  @Test
  void threadsAndFilesStayTheSameWhileTenantsConnectionsAndRedisComeAndGo() throws IOException {
    var pace = new Soak.Pace(Duration.ofSeconds(1), Duration.ofSeconds(4));
    var soak = new Soak(shortened(), Soak.Storage.REDIS, pace, directory.resolve("report"));

    soak.run();

    ObjectNode report = soak.report();
    assertThat(report.at("/setting/redis_restarts").asInt()).isPositive();
    assertThat(report.at("/setting/gateway_exit").asInt(-1)).isZero();
    assertThat(report.at("/totals/ok").asInt()).isGreaterThan(500);
    assertThat(report.at("/soak/troubles")).isEmpty();
    assertThat(shape(report, "threads")).isNotEqualTo("GROWING");
    assertThat(shape(report, "file_descriptors")).isNotEqualTo("GROWING");
    assertThat(SmallReport.of(report).toString()).doesNotContain("hdr_").contains("heap_after_gc");
  }

  private static String shape(JsonNode report, String gauge) {
    return report.at("/soak/trends/" + gauge + "/shape").asText();
  }

  private Path shortened() throws IOException {
    String whole = Files.readString(Path.of("conf/load/soak.json"));
    String mix = whole.substring(0, whole.indexOf("\"phases\""));
    return Files.writeString(directory.resolve("short.json"), mix + PHASES);
  }
}
