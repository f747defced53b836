package io.decisionos.gateway.slo;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.SloKey;
import io.decisionos.gateway.tenant.SloValues;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.traffic.AnswerObserver;
import io.decisionos.gateway.traffic.Answered;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Holds each answer of one event loop against its tenant's targets, and tells the sums once a
 * second. Confined to that loop.
 */
final class SloTally implements AnswerObserver {
  private static final long SECOND_MS = 1000;
  private static final BigDecimal NANOS_PER_MS = BigDecimal.valueOf(1_000_000);
  private static final int SERVER_ERROR = 500;

  private final Bus bus;
  private final Clock clock;
  private final Supplier<SloValues> defaults;
  private final Map<TenantId, Account> accounts = new HashMap<>();

  private SloTally(Bus bus, Clock clock, Supplier<SloValues> defaults) {
    this.bus = bus;
    this.clock = clock;
    this.defaults = defaults;
  }

  /**
   * Makes the tallies.
   *
   * @param defaults the targets of tenants without their own, as they are now
   */
  static AnswerObserver.Source source(Bus bus, Clock clock, Supplier<SloValues> defaults) {
    return vertx -> new SloTally(bus, clock, defaults).begin(vertx);
  }

  private SloTally begin(Vertx vertx) {
    vertx.setPeriodic(SECOND_MS, id -> tell());
    return this;
  }

  @Override
  public void answered(Answered answered) {
    if (answered.tenant().isEmpty() || !counts(answered)) {
      return;
    }
    Tenant tenant = answered.tenant().get();
    Account account = accounts.get(tenant.id());
    SloValues now = defaults.get();
    if (account == null || !account.judgesBy(tenant, now)) {
      // A request keeps the version that it has seen, so two may take turns for a moment.
      account = new Account(tenant, now, Optional.ofNullable(account));
      accounts.put(tenant.id(), account);
    }
    account.add(answered.status() >= SERVER_ERROR, answered.nanos());
  }

  /** A refusal for the caller's own fault says nothing of the gateway, and a stream has no end. */
  static boolean counts(Answered answered) {
    return !answered.stream()
        && switch (answered.status()) {
          case 401, 403, 429, 507 -> false;
          default -> answered.problem().orElse(null) != ProblemType.GATEWAY_OVERLOADED;
        };
  }

  @Override
  public void close() {
    tell();
  }

  private void tell() {
    if (accounts.isEmpty()) {
      return;
    }
    Map<TenantId, Counts> counts =
        accounts.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().counts()));
    accounts.clear();
    bus.announce(
        SloChannels.COUNTED,
        new SloChannels.Counted(clock.instant().getEpochSecond(), Map.copyOf(counts)));
  }

  /** The sums of one tenant, and the targets in nanoseconds. */
  private static final class Account {
    private final Tenant tenant;
    private final SloValues defaults;
    private final long p95;
    private final long p99;
    private int requests;
    private int errors;
    private int overP95;
    private int overP99;

    Account(Tenant tenant, SloValues defaults, Optional<Account> before) {
      this.tenant = tenant;
      this.defaults = defaults;
      this.p95 = nanos(SloKey.LATENCY_P95_MS);
      this.p99 = nanos(SloKey.LATENCY_P99_MS);
      before.ifPresent(this::goOn);
    }

    private void goOn(Account before) {
      requests = before.requests;
      errors = before.errors;
      overP95 = before.overP95;
      overP99 = before.overP99;
    }

    private long nanos(SloKey key) {
      return tenant
          .slo()
          .get(key)
          .or(() -> defaults.get(key))
          .map(ms -> ms.multiply(NANOS_PER_MS).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue())
          .orElse(Long.MAX_VALUE);
    }

    /** Identity tells two versions of a file apart, and costs nothing on the way of a request. */
    @SuppressWarnings("ReferenceEquality")
    boolean judgesBy(Tenant version, SloValues targets) {
      return tenant == version && defaults == targets;
    }

    void add(boolean error, long nanos) {
      requests++;
      errors += error ? 1 : 0;
      overP95 += nanos > p95 ? 1 : 0;
      overP99 += nanos > p99 ? 1 : 0;
    }

    Counts counts() {
      return new Counts(requests, errors, overP95, overP99);
    }
  }
}
