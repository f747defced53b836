package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.BuiltIn;
import io.decisionos.gateway.alerts.rules.Rule;
import io.decisionos.gateway.alerts.rules.Severity;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.text.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels of an alert, which say which one it is. Immutable. */
public final class AlertLabels {
  private static final int PRINT = 16;

  private final SortedMap<String, String> values;
  private final int hash;

  private AlertLabels(SortedMap<String, String> values) {
    this.values = values;
    this.hash = values.hashCode();
  }

  /** These labels; an empty one is none. */
  public static AlertLabels of(Map<String, String> labels) {
    var values = new TreeMap<>(labels);
    values.values().removeIf(String::isEmpty);
    return new AlertLabels(Collections.unmodifiableSortedMap(values));
  }

  /**
   * Those of a condition.
   *
   * @param gateway the label of what is a gateway's own
   */
  static AlertLabels of(BuiltIn alert, Condition condition, Rule rule, String gateway) {
    var labels = new TreeMap<>(condition.labels());
    labels.put("alertname", alert.word());
    labels.put("severity", rule.severity().orElseGet(() -> Severity.of(condition.level())).word());
    labels.put("gateway", alert.reach() == BuiltIn.Reach.FLEET ? BuiltIn.FLEET : gateway);
    return of(labels);
  }

  /** By name, in order. */
  public SortedMap<String, String> values() {
    return values;
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public String alertname() {
    return values.getOrDefault("alertname", "");
  }

  public Severity severity() {
    return Severity.words().getOrDefault(values.getOrDefault("severity", ""), Severity.WARNING);
  }

  public boolean isCritical() {
    return severity() == Severity.CRITICAL;
  }

  /** Whether every gateway of a fleet sees it, so that one tells for all. */
  boolean isOfFleet() {
    return BuiltIn.FLEET.equals(values.get("gateway"));
  }

  /** 16 hex digits that stand for them. */
  public String fingerprint() {
    return Sha256.hex(toString().getBytes(StandardCharsets.UTF_8)).substring(0, PRINT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AlertLabels labels && values.equals(labels.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** As in {@code {alertname="SloBurn", tenant="acme-corp"}}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
