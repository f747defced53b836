package io.decisionos.gateway.slo;

import io.decisionos.gateway.bus.Announcement;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.tenant.OfTenant;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the SLO worker answers, and what it is told. */
final class SloChannels {
  /** How a tenant's SLO stands now. */
  public static final Channel<StatusQuery, Status> STATUS =
      new Channel<>("slo.status", StatusQuery.class, Status.class, 256);

  /** How all tenants' SLOs stand now. */
  public static final Channel<OverviewQuery, Status> OVERVIEW =
      new Channel<>("slo.overview", OverviewQuery.class, Status.class, 16);

  /** What one event loop has answered in about a second. */
  public static final Announcement<Counted> COUNTED =
      new Announcement<>("slo.counted", Counted.class);

  public static final List<Channel<?, ?>> ALL = List.of(STATUS, OVERVIEW);

  private SloChannels() {}

  /** Asks for one tenant, by the version that the request has seen. */
  public record StatusQuery(Tenant of) implements OfTenant {
    @Override
    public TenantId tenant() {
      return of.id();
    }
  }

  /**
   * Asks for many tenants, the worst first.
   *
   * @param about the id of the only one that is asked for
   * @param state of those that are asked for
   * @param brief whether their objectives are left out
   * @param most how many are shown
   */
  public record OverviewQuery(
      Optional<String> about, Optional<SloState> state, boolean brief, int most) {}

  /** The answer, which whoever asked alone has. */
  public record Status(JsonObject json) {}

  /**
   * What was answered.
   *
   * @param second since 1970
   * @param tenants of each tenant that was answered anything
   */
  public record Counted(long second, Map<TenantId, Counts> tenants) {}
}
