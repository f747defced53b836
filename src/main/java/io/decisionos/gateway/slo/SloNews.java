package io.decisionos.gateway.slo;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Tells operators when a tenant's state changes: on the timeline, and how many tenants are in which
 * state as a metric. Confined to the verticle; the metric may be read by any thread.
 */
public final class SloNews {
  private final Bus bus;
  private final Map<SloState, AtomicInteger> numbers = new EnumMap<>(SloState.class);
  private Map<TenantId, SloState> before = new HashMap<>();

  public SloNews(Bus bus, MeterRegistry meters) {
    this.bus = bus;
    for (SloState state : SloState.values()) {
      var number = new AtomicInteger();
      numbers.put(state, number);
      Gauge.builder("gateway.slo.tenants", number::get)
          .description(
              "Tenants that were answered anything in three days, by the state of their SLO")
          .tag("state", state.word())
          .register(meters);
    }
  }

  void tell(List<SloStatus> all, Instant now) {
    for (SloStatus status : all) {
      SloState was = before.getOrDefault(status.tenant().id(), SloState.NO_DATA);
      if (isNews(was, status.state())) {
        bus.announce(Notice.POSTED, notice(status, now));
      }
    }
    bus.announce(Conditions.JUDGED, burning(all));
    before = all.stream().collect(Collectors.toMap(s -> s.tenant().id(), SloStatus::state));
    numbers.forEach(
        (state, number) ->
            number.set((int) before.values().stream().filter(state::equals).count()));
  }

  /** Every objective whose budget burns, of all tenants. */
  private static Conditions burning(List<SloStatus> all) {
    return new Conditions(
        "SloBurn",
        all.stream()
            .flatMap(
                status ->
                    status.objectives().stream()
                        .filter(objective -> objective.state().compareTo(SloState.OK) > 0)
                        .map(objective -> burning(status.tenant().id(), objective)))
            .toList());
  }

  private static Conditions.Condition burning(TenantId tenant, ObjectiveStatus status) {
    String objective = status.objective().key().dotted();
    Burn hour = status.windows().get(SloWindow.HOUR);
    double burn = hour.hasBudget() ? hour.rate() : hour.bad();
    return new Conditions.Condition(
        Map.of("tenant", tenant.value(), "objective", objective),
        level(status.state()),
        burn,
        "%s: %d of %d answers of the last hour were bad"
            .formatted(objective, hour.bad(), hour.requests()));
  }

  private static boolean isNews(SloState was, SloState is) {
    return was != is && was.worse(SloState.OK) != is.worse(SloState.OK);
  }

  private static Notice notice(SloStatus status, Instant now) {
    SloState state = status.state();
    return new Notice(
        now,
        level(state),
        "slo." + state.word(),
        Optional.of(status.tenant().id().value()),
        message(status));
  }

  private static Notice.Level level(SloState state) {
    return switch (state) {
      case NO_DATA, OK -> Notice.Level.INFO;
      case WARN -> Notice.Level.WARN;
      case CRITICAL -> Notice.Level.ERROR;
    };
  }

  private static String message(SloStatus status) {
    String objectives =
        status.objectives().stream()
            .filter(objective -> objective.state() == status.state())
            .map(objective -> objective.objective().key().dotted())
            .collect(Collectors.joining(", "));
    return switch (status.state()) {
      case NO_DATA -> "nothing was answered for six hours";
      case OK -> "its SLO is kept again";
      case WARN -> "its error budget burns steadily: " + objectives;
      case CRITICAL -> "its error budget burns fast: " + objectives;
    };
  }
}
