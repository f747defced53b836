package io.decisionos.gateway.quota;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Looks after what is remembered of tenants' limits. A worker verticle, one instance. */
public final class QuotaVerticle extends VerticleBase {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long SWEEP_MS = 1000;

  private final Bus bus;
  private final LocalRates rates;
  private final Clock clock;
  private TenantBook book = TenantBook.EMPTY;

  /**
   * A verticle that has not started.
   *
   * @param clock the wall clock, for what operators read
   */
  public QuotaVerticle(Bus bus, LocalRates rates, Clock clock) {
    this.bus = bus;
    this.rates = rates;
    this.clock = clock;
  }

  /** Completes when the tenants are known. */
  @Override
  public Future<?> start() {
    return bus.listen(TenantChannels.CHANGED, this::turn)
        .compose(v -> bus.ask(TenantChannels.BOOK, new TenantChannels.CurrentBook(), PATIENCE))
        .onSuccess(
            current -> {
              turn(current);
              vertx.setPeriodic(SWEEP_MS, id -> sweep());
            });
  }

  private void turn(TenantBook next) {
    // The answer to our question may be older than an announcement that came before it.
    if (next.generation() >= book.generation()) {
      book = next;
    }
  }

  private void sweep() {
    rates.sweep(this::hasRate, System.nanoTime()).forEach(this::tellCalm);
  }

  private boolean hasRate(TenantId id) {
    return book.known(id).flatMap(tenant -> tenant.limits().maxQps()).isPresent();
  }

  private void tellCalm(TenantId tenant) {
    bus.announce(
        Notice.POSTED,
        new Notice(
            clock.instant(),
            Notice.Level.INFO,
            "tenant.within_rate",
            Optional.of(tenant.value()),
            "refused nothing for a minute: within limits.max_qps again"));
  }
}
