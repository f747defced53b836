package io.decisionos.gateway.storage;

import io.decisionos.gateway.access.Seal;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The storage's rows of the table of routes: entries and the replay guard. */
public final class StorageRoutes {
  private StorageRoutes() {}

  /**
   * Makes the routes, for each event loop its own.
   *
   * @param patience how long a request waits for the storage
   * @param seal makes cursors
   * @param held the bytes of a tenant that other parts hold under the same limit
   */
  public static RouteSource source(
      Bus bus, Duration patience, Seal seal, ToLongFunction<TenantId> held) {
    var cursors = new ListingCursor(seal);
    return vertx ->
        Future.succeededFuture(
            Stream.of(
                    new EtagRoutes(bus, patience, cursors, held).table(),
                    new ReplayRoutes(bus, patience).table())
                .flatMap(List::stream)
                .toList());
  }
}
