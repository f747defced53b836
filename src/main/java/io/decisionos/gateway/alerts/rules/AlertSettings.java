package io.decisionos.gateway.alerts.rules;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code conf/alerts.yaml} as a value. Immutable.
 *
 * @param route the root; empty if nobody is told
 * @param externalUrl where people reach the operators' listener, without a slash at the end
 */
public record AlertSettings(
    List<Receiver> receivers,
    Optional<AlertRoute> route,
    RateLimit rateLimit,
    Map<BuiltIn, Rule> rules,
    Optional<String> externalUrl) {
  /** The name of the file. */
  public static final String FILE = "alerts.yaml";

  /** The labels that an alert can have. */
  public static final List<String> LABELS =
      List.of("alertname", "severity", "gateway", "tenant", "objective", "reason");

  /** What counts if there is no file. */
  public static final AlertSettings NONE =
      new AlertSettings(List.of(), Optional.empty(), RateLimit.USUAL, Map.of(), Optional.empty());

  /** How many messages a receiver gets within a window. */
  public record RateLimit(int perReceiver, Duration window) {
    static final RateLimit USUAL = new RateLimit(20, Duration.ofMinutes(5));
  }

  public AlertSettings {
    receivers = List.copyOf(receivers);
    var all = new EnumMap<BuiltIn, Rule>(BuiltIn.class);
    for (BuiltIn alert : BuiltIn.values()) {
      all.put(alert, rules.getOrDefault(alert, Rule.usual(alert)));
    }
    rules = Map.copyOf(all);
  }

  public Rule rule(BuiltIn alert) {
    return rules.get(alert);
  }

  public Optional<Receiver> receiver(String name) {
    return receivers.stream().filter(known -> known.name().equals(name)).findFirst();
  }

  /** Whether a receiver gets every alert, as it sorts them itself and no route names it. */
  public boolean givesAll(Receiver receiver) {
    return receiver.takesAll() && route.filter(root -> root.names(receiver.name())).isEmpty();
  }

  /** The routes that decide about an alert; none if nobody is told. */
  public List<AlertRoute> decide(Map<String, String> labels) {
    return route.map(root -> root.decide(labels)).orElse(List.of());
  }
}
