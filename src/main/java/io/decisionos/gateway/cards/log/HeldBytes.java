package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many bytes the events of each tenant take on the disk. Thread-safe. */
public final class HeldBytes {
  private final Map<TenantId, Long> bytes = new ConcurrentHashMap<>();

  /** The bytes of one tenant's log. */
  public long of(TenantId tenant) {
    return bytes.getOrDefault(tenant, 0L);
  }

  void note(TenantId tenant, long held) {
    bytes.put(tenant, held);
  }
}
