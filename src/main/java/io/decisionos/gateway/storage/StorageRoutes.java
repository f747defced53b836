package io.decisionos.gateway.storage;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.StorageLedger;
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
   */
  public static RouteSource source(Bus bus, Duration patience, Seal seal, StorageLedger ledger) {
    var cursors = new ListingCursor(seal);
    return vertx ->
        Future.succeededFuture(
            Stream.of(
                    new EtagRoutes(bus, patience, cursors, ledger).table(),
                    new ReplayRoutes(bus, patience, ledger).table())
                .flatMap(List::stream)
                .toList());
  }
}
