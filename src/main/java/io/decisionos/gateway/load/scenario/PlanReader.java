package io.decisionos.gateway.load.scenario;

import io.decisionos.gateway.load.scenario.Phase.Backoff;
import io.decisionos.gateway.load.scenario.Phase.Span;
import io.decisionos.gateway.load.scenario.Phase.Users;
import io.decisionos.gateway.load.scenario.Scenario.Plan;
import io.decisionos.gateway.load.scenario.Threshold.Measure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads when it is sent and what must hold: phases and thresholds. */
final class PlanReader {

  private static final String[] THRESHOLD_FIELDS =
      Stream.concat(
              Stream.of("tenant", "phase", "slo"), Stream.of(Measure.values()).map(Measure::key))
          .toArray(String[]::new);

  private static final Bounds WEIGHT = new Bounds(0, 1e6);
  private static final Bounds USERS = new Bounds(1, 2000);
  private static final Bounds MILLIS = new Bounds(0, 600_000);
  private static final Bounds RETRIES = new Bounds(0, 100);
  private static final Bounds SHARE = new Bounds(0, 1);

  private final Fields root;
  private final List<LoadTenant> tenants;
  private final Set<String> phaseNames = new HashSet<>();

  PlanReader(Fields root, List<LoadTenant> tenants) {
    this.root = root;
    this.tenants = tenants;
  }

  Plan plan() {
    List<Phase> phases = root.filledList("phases", this::phase);
    var plan = new Plan(phases, root.list("thresholds", this::threshold));
    if (!Bounds.SECONDS.hold(plan.seconds())) {
      root.fault("phases", "phases that last " + Bounds.SECONDS + " seconds in all");
    }
    if (phases.stream().mapToDouble(PlanReader::requests).sum() > Scenario.MOST_REQUESTS) {
      root.fault("phases", "phases that send at most " + Scenario.MOST_REQUESTS + " requests");
    }
    return plan;
  }

  private static double requests(Phase phase) {
    return phase instanceof Phase.Open open ? open.pace().count(open.span().seconds()) : 0;
  }

  private Phase phase(Fields fields) {
    Span span = span(fields);
    return switch (fields.choice("kind", Kind.CONSTANT)) {
      case CONSTANT -> {
        only(fields, "rate", "arrivals");
        yield open(fields, span, new Pace.Constant(fields.number("rate", Bounds.RATE)));
      }
      case RAMP -> {
        only(fields, "from", "to", "arrivals");
        yield open(fields, span, ramp(fields, span));
      }
      case BURST -> {
        only(fields, "rate", "burst_rate", "burst_seconds", "every_seconds", "arrivals");
        yield open(fields, span, burst(fields));
      }
      case PAUSE -> {
        only(fields);
        yield new Phase.Pause(span);
      }
      case CLOSED -> {
        only(fields, "users", "think_ms", "retries", "backoff");
        yield new Phase.Closed(span, users(fields));
      }
    };
  }

  private static void only(Fields fields, String... own) {
    var all = new ArrayList<>(List.of(own));
    all.addAll(List.of("name", "kind", "seconds", "measured", "weights"));
    fields.only(all.toArray(String[]::new));
  }

  private Span span(Fields fields) {
    String name = fields.text("name", unused(fields.text("kind", "constant")));
    if (!phaseNames.add(name)) {
      fields.fault("name", "a name that no other phase has");
    }
    double seconds = fields.number("seconds", Bounds.SECONDS);
    return new Span(name, seconds, fields.flag("measured", true), weights(fields));
  }

  /** The kind itself, or with a number if a phase has that name already. */
  private String unused(String kind) {
    return Stream.iterate(1, n -> n + 1)
        .map(n -> n == 1 ? kind : kind + "-" + n)
        .filter(name -> !phaseNames.contains(name))
        .findFirst()
        .orElseThrow();
  }

  private List<Double> weights(Fields fields) {
    Fields given = fields.object("weights");
    given.only(tenants.stream().map(LoadTenant::id).distinct().toArray(String[]::new));
    List<Double> weights =
        tenants.stream()
            .map(tenant -> given.number(tenant.id(), WEIGHT, fallback(given, tenant)))
            .toList();
    if (weights.stream().mapToDouble(Double::doubleValue).sum() <= 0) {
      fields.fault("weights", "at least one tenant with a weight above 0");
    }
    return weights;
  }

  /** A phase that names weights gives those that it does not name none. */
  private static double fallback(Fields given, LoadTenant tenant) {
    return given.keys().isEmpty() ? tenant.weight() : 0;
  }

  private static Phase open(Fields fields, Span span, Pace pace) {
    boolean poisson = fields.choice("arrivals", Arrivals.EVEN) == Arrivals.POISSON;
    return new Phase.Open(span, pace, poisson);
  }

  private static Pace ramp(Fields fields, Span span) {
    double from = fields.number("from", Bounds.RATE);
    return new Pace.Ramp(from, fields.number("to", Bounds.RATE), span.seconds());
  }

  private static Pace burst(Fields fields) {
    double every = fields.number("every_seconds", Bounds.SECONDS);
    double burst = fields.number("burst_seconds", new Bounds(0.001, every));
    double base = fields.number("rate", Bounds.RATE);
    return new Pace.Burst(base, fields.number("burst_rate", Bounds.RATE), burst, every);
  }

  private static Users users(Fields fields) {
    Fields backoff = fields.object("backoff").only("base_ms", "max_ms", "jitter");
    return new Users(
        (int) fields.whole("users", USERS, 1),
        fields.number("think_ms", MILLIS, 0),
        (int) fields.whole("retries", RETRIES, 0),
        new Backoff(
            backoff.number("base_ms", MILLIS, 100),
            backoff.number("max_ms", MILLIS, 10_000),
            backoff.number("jitter", SHARE, 0.5)));
  }

  private Threshold threshold(Fields fields) {
    fields.only(THRESHOLD_FIELDS);
    Optional<String> tenant = fields.optionalText("tenant");
    if (tenant.isPresent() && tenants.stream().noneMatch(t -> t.id().equals(tenant.get()))) {
      fields.fault("tenant", "the id of a tenant of this scenario");
    }
    Optional<String> phase = fields.optionalText("phase");
    if (phase.isPresent() && !phaseNames.contains(phase.get())) {
      fields.fault("phase", "the name of a phase of this scenario");
    }
    Map<Measure, Double> limits = limits(fields);
    boolean slo = fields.flag("slo", false);
    if (limits.isEmpty() && !slo) {
      fields.fault("", "at least one limit, or \"slo\": true");
    }
    return new Threshold(tenant, phase, slo, limits);
  }

  private static Map<Measure, Double> limits(Fields fields) {
    var limits = new EnumMap<Measure, Double>(Measure.class);
    for (Measure measure : Measure.values()) {
      if (fields.has(measure.key())) {
        limits.put(measure, fields.number(measure.key(), measure.isShare() ? SHARE : MILLIS));
      }
    }
    return limits;
  }

  private enum Kind {
    CONSTANT,
    RAMP,
    BURST,
    PAUSE,
    CLOSED
  }

  private enum Arrivals {
    EVEN,
    POISSON
  }
}
