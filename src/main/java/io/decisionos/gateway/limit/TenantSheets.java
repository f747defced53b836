package io.decisionos.gateway.limit;

import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where gateways show each other what they have counted of a tenant, so that each can tell the sum.
 */
public interface TenantSheets {
  /** How many gateways may show something at one place. */
  int MOST = 64;

  /** For so long what was shown last at a place is kept. */
  Duration KEPT = Duration.ofHours(3);

  /**
   * Shows one gateway's sheet in the place of the one before, and tells those of the others by
   * their names.
   *
   * @param gateway the same name for as long as what it counts goes on
   * @param sheet empty if it only looks
   */
  Future<Map<String, String>> swap(Place place, String gateway, String sheet);

  /**
   * Where sheets of one kind lie.
   *
   * @param topic a word, such as {@code usage}
   * @param tenant whose it is; empty for what is nobody's
   * @param slot a span of time, such as an hour since 1970
   */
  record Place(String topic, Optional<TenantId> tenant, long slot) {}
}
