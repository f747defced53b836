package io.decisionos.gateway.alerts;

import io.decisionos.gateway.alerts.book.Alert;
import io.decisionos.gateway.alerts.book.AlertLabels;
import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.alerts.rules.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What scrapers learn of alerts, in a bounded number of series: so many tenants have their own, the
 * others share {@code _other}, which is no tenant's id. For one thread; scraped by any.
 */
final class AlertMeters {
  private static final String OTHER = "_other";

  private final MultiGauge firing;
  private final int named;
  private final Map<Outcome.Result, Counter> messages = new EnumMap<>(Outcome.Result.class);

  /**
   * Meters.
   *
   * @param named how many tenants have series of their own
   */
  AlertMeters(MeterRegistry meters, int named) {
    this.named = named;
    this.firing =
        MultiGauge.builder("gateway.alert.firing")
            .description("Alerts that fire and are not silenced")
            .register(meters);
    for (Outcome.Result result : Outcome.Result.values()) {
      messages.put(
          result,
          Counter.builder("gateway.alert.messages")
              .description("Messages to receivers of alerts, by what became of them")
              .tag("result", result.name().toLowerCase(Locale.ROOT))
              .register(meters));
    }
    show(List.of());
  }

  void count(Outcome.Result result) {
    messages.get(result).increment();
  }

  /** Shows what fires now; the worst alerts' tenants are named first. */
  void show(List<Alert> alerts) {
    Set<String> tenants = new LinkedHashSet<>();
    alerts.stream()
        .map(Alert::labels)
        .sorted(Comparator.comparing(AlertLabels::severity).reversed())
        .flatMap(labels -> labels.get("tenant").stream())
        .forEach(tenant -> add(tenants, tenant));
    var counts = new LinkedHashMap<Tags, Integer>();
    for (BuiltIn alert : BuiltIn.values()) {
      counts.put(tags(alert.word(), alert.severity(), ""), 0);
    }
    for (Alert alert : alerts) {
      AlertLabels labels = alert.labels();
      String tenant = labels.get("tenant").map(id -> tenants.contains(id) ? id : OTHER).orElse("");
      counts.merge(tags(labels.alertname(), labels.severity(), tenant), 1, Integer::sum);
    }
    firing.register(
        counts.entrySet().stream()
            .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(entry.getKey(), entry.getValue()))
            .toList(),
        true);
  }

  private void add(Set<String> tenants, String tenant) {
    if (tenants.size() < named) {
      tenants.add(tenant);
    }
  }

  private static Tags tags(String alertname, Severity severity, String tenant) {
    return Tags.of("alertname", alertname, "severity", severity.word(), "tenant", tenant);
  }
}
