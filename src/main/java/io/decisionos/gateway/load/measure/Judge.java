package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.scenario.LoadTenant;
import io.decisionos.gateway.load.scenario.Role;
import io.decisionos.gateway.load.scenario.Scenario;
import io.decisionos.gateway.load.scenario.Threshold;
import io.decisionos.gateway.load.scenario.Threshold.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Holds a ledger against a scenario's thresholds. Pure. */
public final class Judge {

  private final Scenario scenario;
  private final Map<String, Slo> slos;

  /**
   * @param slos what each tenant was promised, for thresholds that ask for it
   */
  public Judge(Scenario scenario, Map<String, Slo> slos) {
    this.scenario = scenario;
    this.slos = slos;
  }

  public List<Finding> judge(Ledger ledger) {
    var findings = new ArrayList<Finding>();
    for (Threshold threshold : scenario.plan().thresholds()) {
      findings.addAll(check(ledger, threshold, threshold.limits()));
      if (threshold.slo()) {
        findings.addAll(slo(ledger, threshold));
      }
    }
    return findings;
  }

  private List<Finding> slo(Ledger ledger, Threshold threshold) {
    var findings = new ArrayList<Finding>();
    for (String tenant : sloTenants(scenario, threshold)) {
      var own = new Threshold(Optional.of(tenant), threshold.phase(), true, Map.of());
      Map<Measure, Double> limits = slos.getOrDefault(tenant, Slo.UNKNOWN).limits();
      if (limits.isEmpty()) {
        findings.add(Finding.unknownSlo(scope(own)));
      }
      findings.addAll(check(ledger, own, limits));
    }
    return findings;
  }

  /** The tenants whose SLO a threshold looks at: its own one, or all that expect to be served. */
  public static List<String> sloTenants(Scenario scenario, Threshold threshold) {
    return threshold
        .tenant()
        .map(List::of)
        .orElseGet(
            () ->
                scenario.mix().tenants().stream()
                    .filter(tenant -> tenant.role() != Role.HOSTILE)
                    .map(LoadTenant::id)
                    .toList());
  }

  private List<Finding> check(Ledger ledger, Threshold threshold, Map<Measure, Double> limits) {
    Tally tally = ledger.part(tenant(threshold), phase(threshold));
    return limits.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            limit ->
                new Measured(tally, limit.getKey()).finding(scope(threshold), limit.getValue()))
        .toList();
  }

  private static String scope(Threshold threshold) {
    return threshold.tenant().orElse("all tenants")
        + ", "
        + threshold.phase().map(phase -> "phase " + phase).orElse("all measured phases")
        + (threshold.slo() && threshold.limits().isEmpty() ? ", own SLO" : "");
  }

  private OptionalInt tenant(Threshold threshold) {
    var tenants = scenario.mix().tenants();
    return IntStream.range(0, tenants.size())
        .filter(i -> threshold.tenant().equals(Optional.of(tenants.get(i).id())))
        .findFirst();
  }

  private OptionalInt phase(Threshold threshold) {
    var phases = scenario.plan().phases();
    return IntStream.range(0, phases.size())
        .filter(i -> threshold.phase().equals(Optional.of(phases.get(i).span().name())))
        .findFirst();
  }
}
