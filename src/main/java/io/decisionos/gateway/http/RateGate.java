package io.decisionos.gateway.http;

import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.limit.Excess;
import io.decisionos.gateway.limit.RateLimiter;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Turns away what is over its tenant's rate, and says when to come back. Confined to one event
 * loop; the limiter behind it is shared.
 */
final class RateGate {
  private static final CharSequence LIMIT = HttpHeaders.createOptimized("RateLimit");
  private static final CharSequence POLICY = HttpHeaders.createOptimized("RateLimit-Policy");
  // So many seconds apart they come back who were all refused at once.
  private static final int JITTER_SECONDS = 3;

  private final RateLimiter limiter;
  private final Consumer<Notice> timeline;

  RateGate(RateLimiter limiter, Consumer<Notice> timeline) {
    this.limiter = limiter;
    this.timeline = timeline;
  }

  /**
   * Counts a request whose tenant is known.
   *
   * @throws io.decisionos.gateway.fault.ProblemException if it is over the rate
   */
  void check(HttpServerRequest request, Exchange exchange) {
    Tenant tenant = exchange.tenant().orElseThrow();
    Optional<Excess> excess = limiter.admit(tenant, exchange.startNanos());
    if (excess.isPresent()) {
      refuse(request, tenant, excess.get());
    }
  }

  private void refuse(HttpServerRequest request, Tenant tenant, Excess excess) {
    long soonest = ProblemJson.wholeSeconds(Duration.ofNanos(excess.waitNanos()));
    long later = soonest + ThreadLocalRandom.current().nextInt(JITTER_SECONDS);
    long perSecond = excess.rate().perSecond();
    if (excess.first()) {
      timeline.accept(overLimit(tenant, perSecond));
    }
    // The form of draft-ietf-httpapi-ratelimit-headers; nothing but seconds and requests in them.
    request
        .response()
        .putHeader(LIMIT, "\"max_qps\";r=0;t=" + soonest)
        .putHeader(
            POLICY,
            "\"max_qps\";q=" + perSecond + ";w=1;decisionos-burst=" + excess.rate().burst());
    throw Problem.of(
            ProblemType.TENANT_RATE_LIMITED,
            "The tenant is over its limit of "
                + perSecond
                + " requests a second. Try again in "
                + later
                + " s, and send more slowly.")
        .retryAfter(Duration.ofSeconds(later))
        .asException();
  }

  private static Notice overLimit(Tenant tenant, long perSecond) {
    return new Notice(
        Instant.now(),
        Notice.Level.WARN,
        "tenant.over_rate",
        Optional.of(tenant.id().value()),
        "over limits.max_qps of " + perSecond + "; what is over it is refused with 429");
  }
}
