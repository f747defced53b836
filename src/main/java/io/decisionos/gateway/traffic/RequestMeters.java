package io.decisionos.gateway.traffic;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.trace.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.snapshots.Labels;
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

  /** How many buckets there are, that of what is slower than all bounds included. */
  static final int BUCKET_COUNT = BUCKETS.length + 1;

  /** The template of requests that no route knows; all of them share one series. */
  public static final String NO_ROUTE = "none";

  private static final double NANOS = 1e9;
  private static final String LIMITED = ProblemType.TENANT_RATE_LIMITED.reasonCode();

  private final MeterRegistry registry;
  private final TenantTraffic traffic;
  private final TracedRequests traced;
  private final String listener;
  private final Map<Series, Timer> timers = new HashMap<>();
  private final Function<Series, Timer> register = this::timer;

  /**
   * Meters of one listener.
   *
   * @param listener its name
   */
  public RequestMeters(
      MeterRegistry registry, TenantTraffic traffic, TracedRequests traced, String listener) {
    this.registry = registry;
    this.traffic = traffic;
    this.traced = traced;
    this.listener = listener;
  }

  /**
   * Answers that are counted together.
   *
   * @param route its template, or {@link #NO_ROUTE}: paths by themselves could be any number
   * @param reason the code of why they were refused; empty for a success
   */
  public record Series(String route, int status, String reason) {}

  /**
   * Counts an answer.
   *
   * @param span of the request, if it is traced
   */
  public void record(Series series, long nanos, Optional<TraceContext> span) {
    timers.computeIfAbsent(series, register).record(nanos, TimeUnit.NANOSECONDS);
    if (span.isPresent()) {
      traced.note(Labels.of(labels(series)), bucket(nanos), nanos / NANOS, span.get());
    }
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

  private static int bucket(long nanos) {
    int bucket = 0;
    while (bucket < BUCKETS.length && nanos > BUCKETS[bucket].toNanos()) {
      bucket++;
    }
    return bucket;
  }

  /** Names and values in turn. */
  private String[] labels(Series series) {
    return new String[] {
      "listener", listener,
      "route", series.route(),
      "status", String.valueOf(series.status()),
      "reason", series.reason()
    };
  }

  private Timer timer(Series series) {
    return Timer.builder("gateway.http.requests")
        .description("Requests answered, by route, status and reason code")
        .tags(labels(series))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
