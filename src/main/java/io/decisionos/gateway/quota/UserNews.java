package io.decisionos.gateway.quota;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells operators once who has too many users, and once when that is over. For one thread. */
public final class UserNews {
  private final Bus bus;
  private final UserCensus census;
  // Scraped by another thread.
  private final Set<TenantId> over = ConcurrentHashMap.newKeySet();

  public UserNews(Bus bus, UserCensus census, MeterRegistry meters) {
    this.bus = bus;
    this.census = census;
    Gauge.builder("gateway.tenants.over.users", over, Set::size)
        .description("Tenants that have, or were refused today, more users than limits.max_users")
        .register(meters);
  }

  /** Tells what has changed among these, which are all whose users are remembered. */
  void tell(List<Tenant> tenants, long day) {
    over.retainAll(tenants.stream().map(Tenant::id).toList());
    bus.announce(Conditions.JUDGED, conditions(tenants, day));
    for (Tenant tenant : tenants) {
      Usage usage = census.usage(tenant, day);
      if (usage.over() && over.add(tenant.id())) {
        String most = tenant.limits().maxUsers().map(String::valueOf).orElse("?");
        post(
            Notice.Level.WARN,
            "tenant.over_users",
            tenant,
            "more users in 30 days than limits.max_users of " + most + "; " + outcome(tenant));
      } else if (!usage.over() && over.remove(tenant.id())) {
        post(Notice.Level.INFO, "tenant.within_users", tenant, "within limits.max_users again");
      }
    }
  }

  private Conditions conditions(List<Tenant> tenants, long day) {
    return new Conditions(
        "TenantUsersOver",
        tenants.stream()
            .flatMap(tenant -> condition(tenant, census.usage(tenant, day)).stream())
            .toList());
  }

  private static Optional<Conditions.Condition> condition(Tenant tenant, Usage usage) {
    return usage.over()
        ? Optional.of(
            new Conditions.Condition(
                Map.of("tenant", tenant.id().value()),
                Notice.Level.WARN,
                usage.count(),
                "%d users within 30 days, limits.max_users is %s; %s"
                    .formatted(
                        usage.count(),
                        tenant.limits().maxUsers().map(String::valueOf).orElse("?"),
                        outcome(tenant))))
        : Optional.empty();
  }

  private static String outcome(Tenant tenant) {
    return switch (tenant.limits().usersAction()) {
      case WARN -> "all are served";
      case REFUSE -> "new ones are refused with 403";
    };
  }

  private void post(Notice.Level level, String kind, Tenant tenant, String message) {
    bus.announce(
        Notice.POSTED,
        new Notice(Instant.now(), level, kind, Optional.of(tenant.id().value()), message));
  }
}
