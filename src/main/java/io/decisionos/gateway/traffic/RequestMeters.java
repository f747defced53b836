package io.decisionos.gateway.traffic;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Counts and times requests by route, status and reason code, and counts them by tenant. Confined
 * to one event loop; the meters behind it are shared.
 */
public final class RequestMeters {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5),
    Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100),
    Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
  };

  /** The template of requests that no route knows; all of them share one series. */
  public static final String NO_ROUTE = "none";

  private static final String LIMITED = ProblemType.TENANT_RATE_LIMITED.reasonCode();

  private final MeterRegistry registry;
  private final TenantTraffic traffic;
  private final String listener;
  private final Map<Key, Timer> timers = new HashMap<>();
  private final Function<Key, Timer> register = this::timer;

  /**
   * Meters of one listener.
   *
   * @param listener its name
   */
  public RequestMeters(MeterRegistry registry, TenantTraffic traffic, String listener) {
    this.registry = registry;
    this.traffic = traffic;
    this.listener = listener;
  }

  private record Key(String route, int status, String reason) {}

  /**
   * Counts an answer.
   *
   * @param route its template, or {@link #NO_ROUTE}: paths by themselves could be any number
   * @param reason the code of why it was refused; empty for a success
   */
  public void record(String route, int status, String reason, long nanos) {
    timers
        .computeIfAbsent(new Key(route, status, reason), register)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** Counts an answer to a tenant that is served, by why the request was refused, if it was. */
  public void countServed(TenantId tenant, Optional<String> reasonCode) {
    if (reasonCode.isPresent() && reasonCode.get().equals(LIMITED)) {
      traffic.countLimited(tenant);
    } else {
      traffic.countAdmitted(tenant);
    }
  }

  /** Counts a request of a tenant that is itself refused: suspended, or its file invalid. */
  public void countRefused(TenantId tenant) {
    traffic.countRefused(tenant);
  }

  private Timer timer(Key key) {
    return Timer.builder("gateway.http.requests")
        .description("Requests answered, by route, status and reason code")
        .tag("listener", listener)
        .tag("route", key.route())
        .tag("status", String.valueOf(key.status()))
        .tag("reason", key.reason())
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
