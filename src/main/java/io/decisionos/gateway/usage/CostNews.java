package io.decisionos.gateway.usage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what the guard has found: whoever tells people, and the timeline. For one thread. */
final class CostNews {
  private final Bus bus;
  private Map<Subject, Notice.Level> before = new HashMap<>();

  private record Subject(TenantId tenant, Guard.Kind kind) {}

  CostNews(Bus bus) {
    this.bus = bus;
  }

  /** Tells all that was found now. */
  void tell(List<Guard.Finding> findings, Instant now) {
    var current = new HashMap<Subject, Notice.Level>();
    for (Guard.Finding finding : findings) {
      var subject = new Subject(finding.tenant().id(), finding.kind());
      current.put(subject, finding.level());
      if (before.get(subject) != finding.level()) {
        post(now, finding.level(), subject, finding.what());
      }
    }
    before.keySet().stream()
        .filter(subject -> !current.containsKey(subject))
        .forEach(subject -> post(now, Notice.Level.INFO, subject, "over"));
    before = current;
    for (Guard.Kind kind : Guard.Kind.values()) {
      bus.announce(Conditions.JUDGED, conditions(kind, findings));
    }
  }

  private void post(Instant now, Notice.Level level, Subject subject, String what) {
    Optional<String> tenant = Optional.of(subject.tenant().value());
    bus.announce(Notice.POSTED, new Notice(now, level, subject.kind().notice(), tenant, what));
  }

  private static Conditions conditions(Guard.Kind kind, List<Guard.Finding> findings) {
    return new Conditions(
        kind.alert(),
        findings.stream()
            .filter(finding -> finding.kind() == kind)
            .map(
                finding ->
                    new Conditions.Condition(
                        Map.of("tenant", finding.tenant().id().value()),
                        finding.level(),
                        finding.value(),
                        finding.what()))
            .toList());
  }
}
