package io.decisionos.gateway.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.trace.TraceContext;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which traced requests stand beside the buckets of histograms. */
final class TracedRequestsTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final Duration QUICK = Duration.ofMillis(3);
  private static final Duration SLOW = Duration.ofMillis(700);

  private Instant now = NOON;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final TracedRequests traced = new TracedRequests(() -> now);
  private final RequestMeters meters =
      new RequestMeters(registry, new TenantTraffic(registry, 1), traced, "tenants");

  private void answer(Duration took, Optional<TraceContext> span) {
    meters.record(new RequestMeters.Series("/slo", 200, ""), took.toNanos(), span);
  }

  private void traced(Duration took, int id) {
    answer(took, TraceContext.parse("00-%032x-%016x-01".formatted(id, id)));
  }

  /** The samples that have an exemplar, each with its {@code le}, its trace and its value. */
  private List<String> told() throws IOException {
    var text = new ByteArrayOutputStream();
    OpenMetricsTextFormatWriter.create()
        .write(text, traced.beside(registry.getPrometheusRegistry().scrape()));
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains(" # {"))
        .map(
            line ->
                line.replaceFirst(
                    ".*le=\"([^\"]+)\".* # \\{span_id=\"0*(\\d+)\",trace_id=\"0*\\2\"\\} (\\S+) .*",
                    "$1 $2 $3"))
        .toList();
  }

  @Test
  void eachBucketHasTheLastOfItsTracedRequests() throws IOException {
    traced(SLOW, 1);
    for (int i = 0; i < 1000; i++) {
      answer(QUICK, Optional.empty());
    }
    traced(QUICK, 2);
    traced(QUICK, 3);
    answer(SLOW, Optional.empty());

    assertThat(told()).containsExactly("0.005 3 0.003", "1.0 1 0.7");
  }

  @Test
  void whatIsAsSlowAsABoundOrSlowerThanAllHasItsBucket() throws IOException {
    traced(Duration.ofSeconds(5), 1);
    traced(Duration.ofSeconds(6), 2);
    traced(Duration.ofNanos(1), 3);

    assertThat(told()).containsExactly("5.0E-4 3 1.0E-9", "5.0 1 5.0", "+Inf 2 6.0");
  }

  @Test
  void afterFiveMinutesItIsNotToldAnyMore() throws IOException {
    traced(SLOW, 1);
    now = NOON.plus(Duration.ofMinutes(5));
    assertThat(told()).hasSize(1);

    now = now.plusMillis(1);

    assertThat(told()).isEmpty();
  }
}
