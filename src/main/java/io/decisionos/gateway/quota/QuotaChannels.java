package io.decisionos.gateway.quota;

import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/** What the quota verticle answers. */
final class QuotaChannels {
  /** Forgets users of a tenant, in memory and on the disk. */
  public static final Channel<Forget, Forgotten> FORGET =
      new Channel<>("quota.forget", Forget.class, Forgotten.class, 16);

  public static final List<Channel<?, ?>> ALL = List.of(FORGET);

  private QuotaChannels() {}

  /**
   * Asks for users to be forgotten.
   *
   * @param subject one of them; empty for all
   */
  public record Forget(TenantId tenant, Optional<String> subject) implements OfTenant {}

  /** So many users are forgotten. */
  public record Forgotten(int users) {}
}
