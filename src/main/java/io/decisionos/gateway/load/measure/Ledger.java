package io.decisionos.gateway.load.measure;

import io.decisionos.gateway.load.measure.Sample.Origin;
import io.decisionos.gateway.load.scenario.Role;
import io.decisionos.gateway.load.scenario.Scenario;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Every request of a run, counted by phase, tenant and kind of request. Written by the one thread
 * that runs the scenario, read by others only after that has ended.
 */
public final class Ledger {

  private final Scenario scenario;
  private final Map<Origin, Tally> cells = new HashMap<>();
  private final Map<String, Long> faults = new HashMap<>();
  private final Timeline timeline;

  public Ledger(Scenario scenario) {
    this.scenario = scenario;
    this.timeline = new Timeline(scenario.mix().tenants().size());
  }

  public void add(Sample sample) {
    cells.computeIfAbsent(sample.origin(), origin -> new Tally()).add(sample);
    timeline.add(sample);
  }

  /** Whether the sample's latency is among those that the run is judged by. */
  public boolean isReported(Sample sample) {
    Origin origin = sample.origin();
    return sample.kind().isTimed() && measured(origin) && !hostile(origin);
  }

  /** Notes what the check of an answer found; there are no more than checks in the scenario. */
  public void fault(Origin origin, String fault) {
    String request = scenario.mix().requests().get(origin.request()).name();
    faults.merge(request + ": " + fault, 1L, Long::sum);
  }

  /** How often each check of each request failed, over the whole run. */
  public SortedMap<String, Long> faults() {
    return new TreeMap<>(faults);
  }

  public Timeline timeline() {
    return timeline;
  }

  /** What the run is judged by: measured phases, tenants that expect to be served. */
  public Tally totals() {
    return sum(origin -> measured(origin) && !hostile(origin));
  }

  /** One tenant's part, or with no tenant all but the hostile; likewise with the phase. */
  public Tally part(OptionalInt tenant, OptionalInt phase) {
    return sum(
        origin ->
            (tenant.isPresent() ? tenant.getAsInt() == origin.tenant() : !hostile(origin))
                && (phase.isPresent() ? phase.getAsInt() == origin.phase() : measured(origin)));
  }

  /** One kind of request, over measured phases and tenants that expect to be served. */
  public Tally request(int request) {
    return sum(o -> o.request() == request && measured(o) && !hostile(o));
  }

  private Tally sum(Predicate<Origin> wanted) {
    var sum = new Tally();
    cells.forEach(
        (origin, tally) -> {
          if (wanted.test(origin)) {
            sum.add(tally);
          }
        });
    return sum;
  }

  private boolean measured(Origin origin) {
    return scenario.plan().phases().get(origin.phase()).span().measured();
  }

  private boolean hostile(Origin origin) {
    return scenario.mix().tenants().get(origin.tenant()).role() == Role.HOSTILE;
  }
}
