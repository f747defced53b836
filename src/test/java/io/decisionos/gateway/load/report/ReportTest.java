package io.decisionos.gateway.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.measure.Kind;
import io.decisionos.gateway.load.measure.Ledger;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.Sample;
import io.decisionos.gateway.load.measure.Sample.Origin;
import io.decisionos.gateway.load.measure.SelfWatch;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final String SCENARIO =
      """
      {"name": "</script><b>&name", "seed": 42,
       "tenants": [{"id": "default"}, {"id": "acme-corp"}],
       "requests": [{"name": "slo", "path": "/slo"}],
       "phases": [{"name": "all", "rate": 1, "seconds": 1}]}
      """;

  @Test
  void theReportHoldsWhatIsNeededToRepeatAndToDoubtIt() {
    ObjectNode json = report(10);

    assertThat(json.path("seed").asLong()).isEqualTo(42);
    assertThat(json.path("document").path("name").asText()).contains("name");
    assertThat(json.path("versions").path("vertx").asText()).matches("\\d+\\.\\d+.*");
    assertThat(json.path("machine").path("cores").asInt()).isPositive();
    assertThat(json.path("self").path("cpu_us_per_request").isNumber()).isTrue();
    assertThat(json.path("verdict").path("state").asText()).isEqualTo("PASSED");
  }

  @Test
  void theHistogramCanBeReadByOtherTools() throws Exception {
    String encoded = report(10).path("totals").path("hdr_microseconds").asText();

    var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
    Histogram read = Histogram.decodeFromCompressedByteBuffer(bytes, 0);
    assertThat(read.getTotalCount()).isEqualTo(2);
    assertThat(read.getMaxValue()).isBetween(10_000L, 10_010L);
  }

  @Test
  void errorsAreCountedByKind() {
    assertThat(report(10).path("totals").path("errors_by_kind").path("garbage").asInt())
        .isEqualTo(1);
  }

  @Test
  void thePageNeedsNoNetworkAndCannotBeBrokenByNames() {
    String page = ReportPage.of(report(10));

    assertThat(page).contains("\\u003c/script>\\u003cb>&name").doesNotContain("<b>&name");
    assertThat(page.split("</script>", -1)).hasSize(2);
    assertThat(page).doesNotContain("src=", "@import", "href=").contains("default-src 'none'");
  }

  @Test
  void theSummaryNamesEveryTenant() {
    assertThat(Summary.of(report(10))).contains("PASSED", "tenant default", "tenant acme-corp");
  }

  @Test
  void aComparisonShowsWhatChanged() {
    var comparison = new Comparison(report(10), report(20));

    assertThat(comparison.counts()).isTrue();
    assertThat(comparison.lines().stream().collect(Collectors.joining("\n")))
        .containsPattern("all max ms +10.* +20.* \\+100.0 %")
        .contains("tenants default p99 ms", "requests slo ended")
        .doesNotContain("different");
  }

  @Test
  void aComparisonSaysWhyItShouldNotBeBelieved() {
    ObjectNode other = report(20).put("seed", 7);
    other.withObject("/verdict").put("state", "INVALID");
    other.withObject("/machine").put("cores", 999);

    var comparison = new Comparison(report(10), other);

    assertThat(comparison.counts()).isFalse();
    assertThat(comparison.lines())
        .contains(
            "B is INVALID: its figures do not count", "different seed", "different machine: cores");
  }

  private static ObjectNode report(long millis) {
    try {
      Scenario scenario = ScenarioReader.read(SCENARIO);
      var ledger = new Ledger(scenario);
      ledger.add(new Sample(new Origin(0, 0, 0), Kind.OK, 200, millis * 1000, 1000));
      ledger.add(new Sample(new Origin(0, 1, 0), Kind.OK, 200, 5000, 1000));
      ledger.add(new Sample(new Origin(0, 1, 0), Kind.GARBAGE, 0, 5000, 1000));
      ledger.timeline().close();
      var self = new SelfWatch().report();
      return ReportJson.of(new RunResult(scenario, Instant.EPOCH, ledger, self, List.of()));
    } catch (InvalidScenario wrong) {
      throw new AssertionError(wrong);
    }
  }
}
