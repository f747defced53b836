package io.decisionos.gateway.alerts.message;

import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an alert looks like, with made-up values. Pure.
 *
 * @param base where links lead
 */
public record SampleMessage(BuiltIn alert, String base) {
  private static final Instant SINCE = Instant.parse("2026-01-01T12:00:00Z");

  private Message message() {
    var labels = new TreeMap<String, String>();
    labels.put("alertname", alert.word());
    labels.put("severity", alert.severity().word());
    labels.put("gateway", alert.reach() == BuiltIn.Reach.FLEET ? BuiltIn.FLEET : "gateway-1:8080");
    if (alert.ofTenant()) {
      labels.put("tenant", "acme-corp");
    }
    var annotations =
        new TreeMap<>(
            Map.of(
                "summary",
                alert.summary(),
                "description",
                alert.summary() + "; here it says what was seen.",
                "runbook_url",
                new Links(base).runbook(alert.word())));
    var entry =
        new Message.Entry(AlertLabels.of(labels), true, SINCE, Optional.empty(), annotations);
    return new Message("team", "route:{}", Map.of("alertname", alert.word()), List.of(entry));
  }

  /** As lines. */
  public String text() {
    return PlainText.of(message());
  }

  /** As Slack is sent it. */
  public String slack() {
    return SlackMessage.of(message()).encodePrettily() + "\n";
  }

  /** As programs are sent it. */
  public String webhook() {
    return AlertmanagerJson.webhook(message(), new Links(base)).encodePrettily() + "\n";
  }
}
