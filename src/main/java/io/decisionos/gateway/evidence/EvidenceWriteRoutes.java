package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.EvidenceChannels.Intake;
import io.decisionos.gateway.evidence.EvidenceChannels.LockOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.Taken;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.tenant.Tenant;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The routes by which tenants hand evidence in and lock it. Stateless but for the bus. */
public final class EvidenceWriteRoutes {
  private static final long MAX_DOCUMENT = 8 << 20;
  private static final long MAX_UNUSED = 64 << 10;
  private static final Pattern ID =
      Pattern.compile("(?!.*\\.(json|locked)$)(?!(log|summary)$)[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final Bus bus;
  private final Duration patience;
  private final Function<Tenant, Future<Long>> allowance;

  private EvidenceWriteRoutes(
      Bus bus, Duration patience, Function<Tenant, Future<Long>> allowance) {
    this.bus = bus;
    this.patience = patience;
    this.allowance = allowance;
  }

  /**
   * Makes the routes.
   *
   * @param patience how long a request waits for the disk
   * @param allowance how many bytes the evidence of a tenant may take
   */
  public static RouteSource source(
      Bus bus, Duration patience, Function<Tenant, Future<Long>> allowance) {
    var routes = new EvidenceWriteRoutes(bus, patience, allowance);
    return RouteSource.of(
        List.of(
            new Route(
                    HttpMethod.POST,
                    "/evidence",
                    Scope.EVIDENCE_WRITE,
                    // The size is checked before the media type.
                    BodyRule.unused(MAX_DOCUMENT),
                    true,
                    routes::take)
                .taking("id"),
            new Route(
                HttpMethod.POST,
                "/evidence/{id}/lock",
                Scope.EVIDENCE_WRITE,
                BodyRule.unused(MAX_UNUSED),
                true,
                routes::lock)));
  }

  private Future<Answer> take(Call call) {
    call.requireJson();
    Optional<String> id = call.query().once("id").map(EvidenceWriteRoutes::id);
    IfMatch ifMatch =
        IfMatch.parse(call.headers("If-Match"))
            .orElseThrow(() -> Call.invalid("Send If-Match as * or as tags in quotes."));
    return allowance
        .apply(call.tenant())
        .compose(
            most ->
                bus.ask(
                    EvidenceChannels.TAKE,
                    new Intake(call.tenant().id(), id, call.body(), ifMatch, most),
                    patience,
                    call.trace()))
        .map(EvidenceWriteRoutes::answer);
  }

  private static String id(String text) {
    if (!ID.matcher(text).matches()) {
      throw Call.invalid(
          "Send id as 1 to 128 of the characters A-Z a-z 0-9 . _ -, a letter or digit first, not"
              + " ending in .json or .locked, and neither log nor summary.");
    }
    return text;
  }

  private static Answer answer(Taken taken) {
    JsonObject body =
        new JsonObject()
            .put("id", taken.id())
            .put("path", taken.path())
            .put("sha256", taken.sha256())
            .put("tier", taken.tier().name());
    return Answer.json(body.toBuffer(), '"' + taken.sha256() + '"')
        .withStatus(taken.created() ? 201 : 200);
  }

  private Future<Answer> lock(Call call) {
    var order = new LockOrder(call.tenant().id(), call.parameter(0));
    return bus.ask(EvidenceChannels.LOCK, order, patience, call.trace())
        .map(finished -> Answer.json(finished.json()));
  }
}
