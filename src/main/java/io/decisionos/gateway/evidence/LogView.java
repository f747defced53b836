package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.evidence.log.LogRefusedException;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.util.Optional;

/** One tenant's log, whoever writes it. Confined to the evidence verticle. */
interface LogView {
  /** Whether it could be opened. */
  Opening state();

  /** Completes when the log is open; fails if it cannot be opened now. */
  default Future<Void> opening() {
    return state().future();
  }

  default TenantId tenant() {
    return state().tenant();
  }

  /** Why it is not at hand; empty if it is. */
  default Optional<String> stopped() {
    return state().stopped();
  }

  Optional<TenantLog> log();

  Optional<Book> book();

  /** A file of it is not what it must be: it stops until it is whole again. */
  void broken(LogRefusedException cause);
}
