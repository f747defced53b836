package io.decisionos.gateway.storage;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The storage's rows of the table of routes: entries and the replay guard. */
public final class StorageRoutes {
  private StorageRoutes() {}

  /**
   * Makes the routes, for each event loop its own.
   *
   * @param patience how long a request waits for the storage
   * @param seal makes cursors
   * @param ledger what tenants hold, which bounds what they may write
   * @param nonces under which name the ledger has what nonces hold
   */
  public static RouteSource source(
      Bus bus, Duration patience, Seal seal, StorageLedger ledger, Holder nonces) {
    var cursors = new ListingCursor(seal);
    return vertx ->
        Future.succeededFuture(
            Stream.of(
                    new EtagRoutes(bus, patience, cursors, ledger).table(),
                    new ReplayRoutes(bus, patience, ledger, nonces).table())
                .flatMap(List::stream)
                .toList());
  }
}
