package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The logs of a root that another gateway writes, looked at once a second and when somebody asks.
 * Confined to the evidence verticle, but for what any thread may ask.
 */
final class FollowedLogs implements LogViews {
  private static final long LOOK_MS = 1000;

  private final LogShelf shelf;
  private final LogWork work;
  private final Consumer<TenantId> grown;
  private final Map<TenantId, FollowedTenant> tenants = new ConcurrentHashMap<>();
  private boolean busy;

  /**
   * @param grown hears of a tenant whose log says more than before
   */
  FollowedLogs(LogShelf shelf, LogWork work, Consumer<TenantId> grown) {
    this.shelf = shelf;
    this.work = work;
    this.grown = grown;
  }

  /** Opens every log that there is; completes when it is known which these are. */
  Future<Void> start(Vertx vertx) {
    vertx.setPeriodic(LOOK_MS, id -> look());
    return look();
  }

  private Future<Void> look() {
    if (busy) {
      return Future.succeededFuture();
    }
    busy = true;
    return work.run(shelf::tenants)
        .onSuccess(found -> found.forEach(tenant -> of(tenant).look()))
        .onComplete(found -> busy = false)
        .mapEmpty();
  }

  @Override
  public FollowedTenant of(TenantId tenant) {
    FollowedTenant known = tenants.get(tenant);
    if (known == null) {
      known = new FollowedTenant(tenant, shelf, work, () -> grown.accept(tenant));
      tenants.put(tenant, known);
      known.look();
    }
    return known;
  }

  @Override
  public FollowedTenant active(TenantId tenant) {
    FollowedTenant known = of(tenant);
    known.look();
    return known;
  }

  @Override
  public Collection<FollowedTenant> all() {
    return tenants.values();
  }

  @Override
  public Instant lockedAt(EvidenceEntry entry) {
    return log(entry)
        .flatMap(LogView::book)
        .flatMap(book -> book.lockedAt(entry.path(), entry.sha256()))
        .orElseGet(entry::modifiedAt);
  }

  @Override
  public Optional<Instant> archivedAt(EvidenceEntry entry) {
    return log(entry)
        .flatMap(LogView::book)
        .flatMap(book -> book.archivedAt(entry.path(), entry.sha256()));
  }

  @Override
  public boolean mayBe(EvidenceEntry entry) {
    return log(entry)
        .flatMap(LogView::book)
        .map(book -> book.mayBe(entry.path(), entry.sha256()))
        .orElse(true);
  }

  private Optional<FollowedTenant> log(EvidenceEntry entry) {
    return entry.owner().flatMap(owner -> Optional.ofNullable(tenants.get(owner)));
  }
}
