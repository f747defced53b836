package io.decisionos.gateway.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A whole run, as its file describes it; what exists is within the bounds. Immutable.
 *
 * @param seed what every random draw of a run follows from
 * @param document the file's own JSON, for the report
 */
public record Scenario(String name, Wire wire, long seed, Mix mix, Plan plan, JsonNode document) {

  /** No run sends more than this. */
  public static final long MOST_REQUESTS = 50_000_000;

  /**
   * How the target is reached.
   *
   * @param connections the most connections that are open at once, one request on each
   * @param timeout from the intended send time to giving up
   */
  public record Wire(URI target, int connections, Duration timeout) {}

  /** Who sends what. */
  public record Mix(
      List<LoadTenant> tenants,
      List<RequestTemplate> requests,
      Map<String, Feed.Source> feeds,
      Map<String, Table> tables) {
    public Mix {
      tables = Map.copyOf(tables);
      tenants = List.copyOf(tenants);
      requests = List.copyOf(requests);
      feeds = Map.copyOf(feeds);
    }
  }

  /** When it is sent, and what must hold. */
  public record Plan(List<Phase> phases, List<Threshold> thresholds) {
    public Plan {
      phases = List.copyOf(phases);
      thresholds = List.copyOf(thresholds);
    }

    public double seconds() {
      return phases.stream().mapToDouble(phase -> phase.span().seconds()).sum();
    }
  }

  /**
   * The same requests of the same tenants, evenly and for a while, with nothing that must hold.
   *
   * @param rate requests a second
   */
  public Scenario slice(Wire other, double rate, double seconds) {
    List<Double> weights = mix.tenants.stream().map(LoadTenant::weight).toList();
    List<Double> any = weights.stream().anyMatch(weight -> weight > 0) ? weights : even(weights);
    var span = new Phase.Span("slice", seconds, true, any);
    Phase phase = new Phase.Open(span, new Pace.Constant(rate), false);
    return new Scenario(name, other, seed, mix, new Plan(List.of(phase), List.of()), document);
  }

  private static List<Double> even(List<Double> weights) {
    return weights.stream().map(none -> 1.0).toList();
  }

  /** The same run against another target. */
  public Scenario against(URI other) {
    return new Scenario(
        name, new Wire(other, wire.connections, wire.timeout), seed, mix, plan, document);
  }
}
