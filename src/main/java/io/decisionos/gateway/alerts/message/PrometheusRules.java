package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for Prometheus over the gateway's metrics, for whoever tells by Prometheus. Pure. */
public final class PrometheusRules {
  private static final String HEAD =
      """
      # Made by ./run.sh alerts rules. What the gateway itself would tell, and what it cannot tell
      # when it is gone.
      groups:
        - name: decisionos-gateway
          rules:
      """;
  private static final String RULE =
      """
            - alert: %s
              expr: '%s'
      %s        annotations:
                summary: '%s'
                runbook_url: '%s'
      """;

  private PrometheusRules() {}

  /**
   * A rule beside those of the built-in alerts.
   *
   * @param minutes for how long it must hold
   */
  private record Further(String name, String expr, int minutes, String severity, String summary) {}

  private static final List<Further> FURTHER =
      List.of(
          new Further(
              "GatewayAbsent",
              "absent(gateway_build_info)",
              2,
              "critical",
              "No gateway is scraped"),
          new Further(
              "GatewayRestarts",
              "changes(process_start_time_seconds{job=~\".*gateway.*\"}[15m]) > 2",
              0,
              "warning",
              "A gateway starts again and again"),
          new Further(
              "GatewayServerErrors",
              "sum(rate(gateway_http_requests_seconds_count{status=~\"5..\"}[5m]))"
                  + " / sum(rate(gateway_http_requests_seconds_count[5m])) > 0.05",
              5,
              "critical",
              "More than 5 % of all answers are 5xx"),
          new Further(
              "GatewayCheckFailing",
              "max by (check) (gateway_check_state{state=\"failing\"}) > 0",
              1,
              "critical",
              "A check of readiness fails: {{ $labels.check }}"),
          new Further(
              "GatewayAlertsUntold",
              "sum(increase(gateway_alert_messages_total{result!=\"delivered\"}[15m])) > 0"
                  + " unless sum(increase(gateway_alert_messages_total{result=\"delivered\"}[15m]))"
                  + " > 0",
              5,
              "critical",
              "The gateway cannot tell its receivers of alerts"));

  /**
   * The file.
   *
   * @param base where people reach the operators' listener, without a slash at the end
   */
  public static String of(String base) {
    var links = new Links(base);
    Stream<String> builtIn =
        Arrays.stream(BuiltIn.values())
            .filter(alert -> alert != BuiltIn.HEARTBEAT)
            .map(alert -> builtIn(alert, links));
    Stream<String> further = FURTHER.stream().map(rule -> further(rule, links));
    return HEAD + Stream.concat(builtIn, further).collect(Collectors.joining());
  }

  /** The gateway has waited already, and says itself how bad it is. */
  private static String builtIn(BuiltIn alert, Links links) {
    String expr =
        "sum by (severity, tenant) (gateway_alert_firing{alertname=\"%s\"}) > 0"
            .formatted(alert.word());
    return RULE.formatted(
        alert.word(), expr, "", quoted(alert.summary()), quoted(links.runbook(alert.word())));
  }

  private static String further(Further rule, Links links) {
    String waits = rule.minutes() > 0 ? "        for: " + rule.minutes() + "m\n" : "";
    String labels = "        labels:\n          severity: " + rule.severity() + "\n";
    return RULE.formatted(
        rule.name(), rule.expr(), waits + labels, quoted(rule.summary()), quoted(links.alerts()));
  }

  private static String quoted(String text) {
    return text.replace("'", "''");
  }
}
