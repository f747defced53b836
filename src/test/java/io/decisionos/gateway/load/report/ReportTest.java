package io.decisionos.gateway.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.decisionos.gateway.load.measure.Finding;
import io.decisionos.gateway.load.measure.Kind;
import io.decisionos.gateway.load.measure.Ledger;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.measure.Sample;
import io.decisionos.gateway.load.measure.Sample.Origin;
import io.decisionos.gateway.load.measure.SelfWatch;
import io.decisionos.gateway.load.scenario.InvalidScenario;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
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
  void noNameMovesACursorOrForgesALine() {
    String name = "a\u001b[2J\u009bm\u202eb\nPASSED";
    ObjectNode json = report(10).put("scenario", name);
    json.withObject("/verdict").putArray("reasons").add(name);
    json.putObject("failed_checks").put(name, 1);
    json.withObject("/tenants/0").put("name", name);

    String safe = "a\\u001b[2J\\u009bm\\u202eb\\u000aPASSED";
    assertThat(Summary.of(json))
        .doesNotContain("\u001b", "\u009b", "\u202e", "b\n")
        .contains("  " + safe, "times " + safe, "tenant " + safe);
    assertThat(new Comparison(json, json).lines())
        .noneMatch(line -> line.contains("\u001b"))
        .anyMatch(line -> line.startsWith("tenants " + safe));
  }

  @Test
  void aComparisonShowsWhatChanged() {
    var comparison = new Comparison(report(10), report(20));

    assertThat(comparison.counts()).isTrue();
    assertThat(comparison.lines().stream().collect(Collectors.joining("\n")))
        .containsPattern("all max ms +10.* +20.* \\+100.0 %")
        .contains("tenants default mean ms", "requests slo ended")
        .doesNotContain("different");
  }

  @Test
  void whatGrewMostComesFirst() {
    ObjectNode worse = report(10);
    worse.withObject("/tenants/1").put("error_rate", 0.9);

    List<String> lines = new Comparison(report(10), worse).lines();

    assertThat(lines.get(1)).startsWith("tenants acme-corp error_rate");
  }

  @Test
  void aGateSeesPercentilesAndErrorsButNoNoise() {
    ObjectNode before = percentiles(report(10), 10, 20, 0.1);
    ObjectNode slower = percentiles(report(10), 10, 25, 0.1);
    ObjectNode failing = percentiles(report(10), 10, 20, 0.2);
    ObjectNode tiny = percentiles(report(10), 10.4, 21.9, 0.1);
    before.withObject("/totals/latency_ms").put("max", 30);
    tiny.withObject("/totals/latency_ms").put("max", 3000);

    assertThat(new Comparison(before, slower).worseBy(0.1))
        .singleElement()
        .asString()
        .startsWith("all p99 ms");
    assertThat(new Comparison(before, slower).worseBy(0.3)).isEmpty();
    assertThat(new Comparison(before, failing).worseBy(0.1))
        .singleElement()
        .asString()
        .startsWith("all error_rate");
    assertThat(new Comparison(before, tiny).worseBy(0.01)).isEmpty();
    assertThat(new Comparison(slower, before).worseBy(0)).isEmpty();
  }

  @Test
  void noPercentileIsReportedThatTheSampleCannotCarry() {
    assertThat(report(10).path("totals").path("latency_ms").has("p50")).isTrue();
    assertThat(report(10).path("totals").path("latency_ms").has("p99")).isFalse();
    assertThat(report(10).path("timeline").path(0).has("p99")).isFalse();
    assertThat(report(10).path("timeline").path(0).has("max")).isTrue();
  }

  @Test
  void metThresholdsAreSaidAsWellAsMissedOnes() {
    ObjectNode json = report(10, limit(20), limit(5));

    assertThat(Summary.of(json))
        .contains("all max_ms: 10.00, at most 20.00: met")
        .contains("all max_ms: 10.00, at most 5.000: MISSED");
  }

  @Test
  void buildServersReadEachThresholdAsACase() throws Exception {
    String xml = JunitXml.of(report(10, limit(20), limit(5)));

    var suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("3");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("0");
    assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    assertThat(suite.getAttribute("name")).contains("</script><b>&name");
  }

  @Test
  void aRunThatDoesNotCountIsAnErrorToABuildServer() {
    ObjectNode json = report(10);
    json.withObject("/verdict").put("state", "INVALID");
    json.withObject("/verdict").putArray("advice").add("wait \u0007 a while");

    assertThat(JunitXml.of(json)).contains("errors=\"1\"", "wait   a while\"");
  }

  @Test
  void aRunThatWasEndedIsNoMeasureForAnother() {
    for (String state : List.of("INVALID", "INTERRUPTED")) {
      ObjectNode ended = report(10);
      ended.withObject("/verdict").put("state", state);

      assertThat(new Comparison(report(10), ended).counts()).as(state).isFalse();
      assertThat(new Comparison(ended, report(10)).lines())
          .contains("A is " + state + ": its figures do not count");
    }
    assertThat(new Comparison(report(10), report(10)).counts()).isTrue();
  }

  private static Finding limit(double most) {
    return new Finding("all", "max_ms", most, OptionalDouble.of(10), "");
  }

  private static ObjectNode percentiles(ObjectNode json, double p50, double p99, double errors) {
    json.withObject("/totals").put("error_rate", errors);
    json.withObject("/totals/latency_ms").put("p50", p50).put("p99", p99);
    return json;
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

  private static ObjectNode report(long millis, Finding... findings) {
    try {
      Scenario scenario = ScenarioReader.read(SCENARIO);
      var ledger = new Ledger(scenario);
      ledger.add(new Sample(new Origin(0, 0, 0), Kind.OK, 200, millis * 1000, 1000));
      ledger.add(new Sample(new Origin(0, 1, 0), Kind.OK, 200, 5000, 1000));
      ledger.add(new Sample(new Origin(0, 1, 0), Kind.GARBAGE, 0, 5000, 1000));
      ledger.timeline().close();
      var self = new SelfWatch().report();
      return ReportJson.of(
          new RunResult(
              scenario, Instant.EPOCH, ledger, self, List.of(findings), OptionalDouble.empty()));
    } catch (InvalidScenario wrong) {
      throw new AssertionError(wrong);
    }
  }
}
