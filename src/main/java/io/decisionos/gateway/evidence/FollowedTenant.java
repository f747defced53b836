package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.evidence.log.FollowedLog;
import io.decisionos.gateway.evidence.log.LogPlace;
import io.decisionos.gateway.evidence.log.LogRefusedException;
import io.decisionos.gateway.evidence.log.LogShelf;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.util.Optional;

/** One tenant's log, which another gateway writes. Confined to the evidence verticle. */
final class FollowedTenant implements LogView {
  private final TenantId tenant;
  private final LogShelf shelf;
  private final LogWork work;
  private final Runnable grown;
  private final Opening opening;
  // Read by any thread for when files were locked.
  private volatile Optional<FollowedLog> open = Optional.empty();
  private boolean busy;

  /**
   * @param grown runs when the log says more than before
   */
  FollowedTenant(TenantId tenant, LogShelf shelf, LogWork work, Runnable grown) {
    this.tenant = tenant;
    this.shelf = shelf;
    this.work = work;
    this.grown = grown;
    this.opening = new Opening(tenant, work);
  }

  @Override
  public Opening state() {
    return opening;
  }

  /** Reads what is new; one look at a time. */
  void look() {
    if (busy) {
      return;
    }
    busy = true;
    work.run(this::read).onComplete(this::read, this::stop);
  }

  private boolean read() throws IOException {
    LogPlace place = shelf.place(tenant);
    if (open.isPresent()) {
      return open.get().refresh(place);
    }
    open = Optional.of(FollowedLog.open(place));
    return true;
  }

  private void read(boolean hasGrown) {
    busy = false;
    opening.succeeded();
    if (hasGrown) {
      grown.run();
    }
  }

  private void stop(Throwable cause) {
    busy = false;
    opening.failed(cause);
  }

  @Override
  public Optional<TenantLog> log() {
    return open.map(FollowedLog::log);
  }

  @Override
  public void broken(LogRefusedException cause) {
    open = Optional.empty();
    stop(cause);
  }

  @Override
  public Optional<Book> book() {
    return open.map(FollowedLog::book);
  }
}
