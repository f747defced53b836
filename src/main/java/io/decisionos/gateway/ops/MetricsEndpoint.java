package io.decisionos.gateway.ops;

import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Instruments;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The metrics, in the form that the scraper asks for. */
record MetricsEndpoint(Instruments instruments) {
  private static final String PLAIN = "text/plain";
  private static final String PROMETHEUS_TEXT = PLAIN + "; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS = "application/openmetrics-text";

  /** OpenMetrics, with exemplars, if the scraper names it; Prometheus text to all others. */
  Answer answer(Call call) {
    return call.prefers(OPEN_METRICS, PLAIN)
        ? Answer.text(OpenMetricsTextFormatWriter.CONTENT_TYPE, openMetrics())
        : Answer.text(PROMETHEUS_TEXT, instruments.meters().scrape());
  }

  private String openMetrics() {
    MetricSnapshots told = instruments.meters().getPrometheusRegistry().scrape();
    var text = new ByteArrayOutputStream();
    try {
      OpenMetricsTextFormatWriter.create().write(text, instruments.traced().beside(told));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
