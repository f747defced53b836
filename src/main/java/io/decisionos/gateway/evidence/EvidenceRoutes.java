package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.EvidenceChannels.Finished;
import io.decisionos.gateway.evidence.EvidenceChannels.Listing;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Query;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes of evidence on both listeners. Stateless but for the bus. */
public final class EvidenceRoutes {
  private static final long MAX_BODY_BYTES = 64 << 10;
  private static final Duration OPS_PATIENCE = Duration.ofSeconds(10);
  private static final long USUAL_LIMIT = 100;
  private static final long MOST_LIMIT = 1000;
  private static final String TAMPERED = "X-DecisionOS-Tampered";

  private final Bus bus;
  private final Duration patience;

  private EvidenceRoutes(Bus bus, Duration patience) {
    this.bus = bus;
    this.patience = patience;
  }

  /**
   * The tenants' routes.
   *
   * @param patience how long a request waits for the worker
   */
  public static RouteSource source(Bus bus, Duration patience) {
    var routes = new EvidenceRoutes(bus, patience);
    return RouteSource.of(
        List.of(
            Route.get("/evidence", Scope.EVIDENCE_READ, routes::list),
            Route.get("/evidence/summary", Scope.EVIDENCE_READ, routes::summary),
            Route.get("/evidence/{id}", Scope.EVIDENCE_READ, routes::document)));
  }

  /** The operators' routes. */
  public static RouteSource opsSource(Bus bus) {
    var routes = new EvidenceRoutes(bus, OPS_PATIENCE);
    return RouteSource.of(
        List.of(
            Route.get("/ops/evidence", Scope.OPS_ADMIN, routes::listAll),
            Route.post(
                "/ops/evidence/scan",
                Scope.OPS_ADMIN,
                new BodyRule(BodyRule.Media.EXPLICIT_JSON, MAX_BODY_BYTES),
                routes::scan)));
  }

  private Future<Answer> list(Call call) {
    return list(call, Optional.of(call.tenant().id()), filter(call.query()));
  }

  private Future<Answer> listAll(Call call) {
    Optional<String> owner = call.query().once("tenant");
    EvidenceFilter filter = filter(call.query());
    return owner.equals(Optional.of(TenantId.RESERVED))
        ? list(call, Optional.empty(), filter.ofNobody())
        : list(call, owner.map(EvidenceRoutes::tenant), filter);
  }

  private static TenantId tenant(String text) {
    return TenantId.parse(text)
        .orElseThrow(() -> Call.invalid("Send tenant as a tenant's id, or as unknown."));
  }

  private Future<Answer> list(Call call, Optional<TenantId> tenant, EvidenceFilter filter) {
    var listing = new Listing(tenant, filter, call.query().once("cursor"), limit(call.query()));
    return bus.ask(EvidenceChannels.LIST, listing, patience, call.trace()).map(this::answer);
  }

  private Answer answer(Finished finished) {
    return Answer.json(finished.json(), finished.etag());
  }

  private Future<Answer> summary(Call call) {
    var query = new EvidenceChannels.Summary(call.tenant().id());
    return bus.ask(EvidenceChannels.SUMMARY, query, patience, call.trace()).map(this::answer);
  }

  private Future<Answer> document(Call call) {
    var query = new EvidenceChannels.DocumentQuery(call.tenant().id(), call.parameter(0));
    return bus.ask(EvidenceChannels.DOCUMENT, query, patience, call.trace())
        .map(
            document ->
                new Answer(
                    200,
                    "application/json",
                    document.bytes(),
                    Optional.of(document.etag()),
                    List.of(Map.entry(TAMPERED, String.valueOf(document.tampered())))));
  }

  private Future<Answer> scan(Call call) {
    return bus.ask(EvidenceChannels.SCAN, new EvidenceChannels.Scan(), patience, call.trace())
        .map(finished -> Answer.json(finished.json()));
  }

  private static EvidenceFilter filter(Query query) {
    Optional<Tier> tier = query.word("tier", Map.of("WIP", Tier.WIP, "LOCKED", Tier.LOCKED));
    return new EvidenceFilter(tier, query.word("tampered", Map.of("true", true, "false", false)));
  }

  private static int limit(Query query) {
    return query.number("limit", 1, MOST_LIMIT).orElse(USUAL_LIMIT).intValue();
  }
}
