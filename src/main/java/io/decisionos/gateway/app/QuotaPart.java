package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.limit.Limiters;
import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.limit.RequestCosts;
import io.decisionos.gateway.limit.UserRegister;
import io.decisionos.gateway.ops.TenantFacet;
import io.decisionos.gateway.quota.QuotaVerticle;
import io.decisionos.gateway.quota.RateFacet;
import io.decisionos.gateway.quota.UserCensus;
import io.decisionos.gateway.quota.UserFacet;
import io.decisionos.gateway.quota.UserNews;
import io.decisionos.gateway.quota.UserRoutes;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How the tenants' limits are put together. */
final class QuotaPart {
  private final Bus bus;
  private final Path data;
  private final LocalRates rates = new LocalRates();
  private final UserCensus census = new UserCensus();
  private final UserNews news;

  QuotaPart(Bus bus, Path data, MeterRegistry meters) {
    this.bus = bus;
    this.data = data;
    this.news = new UserNews(bus, census, meters);
  }

  /** Starts to look after limits; with a register users are counted for all gateways together. */
  Future<Void> start(Parts parts, Clock clock, Optional<UserRegister> register) {
    var charges = new QuotaVerticle.Charges(rates, census, news, register);
    return parts.worker("quota", new QuotaVerticle(bus, charges, data.resolve("users"), clock));
  }

  LocalRates rates() {
    return rates;
  }

  Limiters limiters(Duration overloadTarget, RequestCosts costs) {
    return new Limiters(rates, census, overloadTarget, costs);
  }

  List<TenantFacet> facets() {
    return List.of(RateFacet.of(rates), UserFacet.of(census));
  }

  RouteSource opsRoutes() {
    return UserRoutes.opsSource(bus, census);
  }
}
