package io.decisionos.gateway.usage;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import java.util.List;
import java.util.Map;

/** What the usage worker answers, and what it is told. */
final class UsageChannels {
  /** What a tenant took. */
  public static final Channel<TenantQuery, UsageReport> TENANT =
      new Channel<>("usage.tenant", TenantQuery.class, UsageReport.class, 256);

  /** What everybody took. */
  public static final Channel<OverviewQuery, UsageReport> OVERVIEW =
      new Channel<>("usage.overview", OverviewQuery.class, UsageReport.class, 16);

  /** What one event loop has answered in about a second. */
  public static final Announcement<Counted> COUNTED =
      new Announcement<>("usage.counted", Counted.class);

  public static final List<Channel<?, ?>> ALL = List.of(TENANT, OVERVIEW);

  private UsageChannels() {}

  /** Asks for one tenant, by the version that the request has seen. */
  public record TenantQuery(Tenant of, UsageWindow window) implements OfTenant {
    @Override
    public TenantId tenant() {
      return of.id();
    }
  }

  /** Asks for all tenants. */
  public record OverviewQuery(UsageWindow window) {}

  /** What was answered to each tenant that was answered anything. */
  public record Counted(Map<TenantId, Amounts> tenants) {}
}
