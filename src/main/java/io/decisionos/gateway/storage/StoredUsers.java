package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Users in a storage that is shared, for whoever counts them. Thread-safe. */
public record StoredUsers(Bus bus, Duration patience) implements UserRegister {
  @Override
  public Future<Noted> note(TenantId tenant, String after, long oldest, List<Seat> seen) {
    var notes = new StorageChannels.Notes(tenant, after, oldest, seen);
    return bus.ask(StorageChannels.USERS, notes, patience);
  }

  @Override
  public Future<Void> forget(TenantId tenant, Optional<String> subject) {
    return bus.ask(StorageChannels.UNSEAT, new StorageChannels.Unseat(tenant, subject), patience)
        .mapEmpty();
  }
}
