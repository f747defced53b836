package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.TenantSheets;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;

/** Sheets in a storage that is shared, for whoever counts. Thread-safe. */
public record StoredSheets(Bus bus, Duration patience) implements TenantSheets {
  @Override
  public Future<Map<String, String>> swap(Place place, String gateway, String sheet) {
    var shown = new StorageChannels.Sheet(place, gateway, sheet);
    return bus.ask(StorageChannels.SHEET, shown, patience).map(StorageChannels.Sheets::others);
  }
}
