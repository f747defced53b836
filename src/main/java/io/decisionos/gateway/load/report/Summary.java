package io.decisionos.gateway.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A report in a few lines, for the end of a run. Pure. */
public final class Summary {

  private Summary() {}

  public static String of(JsonNode report) {
    var text = new StringBuilder();
    JsonNode verdict = report.path("verdict");
    text.append(text(verdict.path("state"))).append("  ");
    text.append(text(report.path("scenario"))).append("  seed ");
    text.append(text(report.path("seed"))).append('\n');
    appendVerdict(verdict, text);
    appendWrongAnswers(report, text);
    text.append(line("all", report.path("totals")));
    report.path("phases").forEach(phase -> text.append(line("phase", phase)));
    report.path("tenants").forEach(tenant -> text.append(line("tenant", tenant)));
    report
        .path("self")
        .path("control")
        .path("within_resolution")
        .forEach(near -> text.append("  at most: ").append(text(near)).append('\n'));
    return text.append(self(report.path("self"))).toString();
  }

  private static String text(JsonNode value) {
    return Terminal.safe(value.asText());
  }

  private static void appendVerdict(JsonNode verdict, StringBuilder text) {
    verdict.path("reasons").forEach(reason -> text.append("  ").append(text(reason)).append('\n'));
    verdict
        .path("advice")
        .forEach(advice -> text.append("  what to do: ").append(text(advice)).append('\n'));
    for (JsonNode threshold : verdict.path("thresholds")) {
      if (threshold.path("met").asBoolean()) {
        text.append("  ").append(text(threshold.path("text"))).append('\n');
      }
    }
  }

  private static void appendWrongAnswers(JsonNode report, StringBuilder text) {
    report
        .path("failed_checks")
        .properties()
        .forEach(
            failed ->
                text.append("  wrong answers: ")
                    .append(failed.getValue().asLong())
                    .append(" times ")
                    .append(Terminal.safe(failed.getKey()))
                    .append('\n'));
  }

  private static String self(JsonNode self) {
    return String.format(
        Locale.ROOT,
        "the tool itself: control p50 %.2f p99 %.2f ms, %.1f us a request, event loop %.0f %% busy,"
            + " lag p99 %.1f ms, sends p99 %.1f ms late, %d late, %d unsent%n",
        self.path("control").path("p50_ms").asDouble(),
        self.path("control").path("p99_ms").asDouble(),
        self.path("cpu_us_per_request").asDouble(),
        self.path("loop_cpu_mean").asDouble() * 100,
        self.path("loop_lag_p99_ms").asDouble(),
        self.path("send_lateness_p99_ms").asDouble(),
        self.path("late_sends").asLong(),
        self.path("unsent").asLong());
  }

  private static String line(String what, JsonNode tally) {
    JsonNode latency = tally.path("latency_ms");
    return String.format(
        Locale.ROOT,
        "  %-30s %9d  rejected %.2f %%  errors %.2f %% %s  p50 %s  p95 %s  p99 %s  max %s ms%n",
        (what + " " + text(tally.path("name"))).strip(),
        tally.path("ended").asLong(),
        tally.path("rejected_share").asDouble() * 100,
        tally.path("error_rate").asDouble() * 100,
        kinds(tally.path("errors_by_kind")),
        millis(latency, "p50"),
        millis(latency, "p95"),
        millis(latency, "p99"),
        millis(latency, "max"));
  }

  private static String kinds(JsonNode kinds) {
    return kinds.isEmpty() ? "" : Terminal.safe(kinds.toString());
  }

  private static String millis(JsonNode latency, String key) {
    return latency.has(key)
        ? String.format(Locale.ROOT, "%.2f", latency.path(key).asDouble())
        : "-";
  }
}
