package io.decisionos.gateway.overlay;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.BodyRule;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.overlay.OverlayChannels.Basis;
import io.decisionos.gateway.tenant.TenantChannels;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The routes of overlays on one event loop. A finished answer stays here, so that asking again for
 * what has not changed costs no hop. Confined to that loop.
 */
public final class OverlayRoutes {
  private static final long MAX_BODY_BYTES = 1 << 20;
  // Neither is the dotted key of an SLO.
  private static final String WHOLE = "";
  private static final String LABELS = "/labels";
  // A start is slower than any request, so its question does not hang on their patience.
  private static final Duration START_PATIENCE = Duration.ofSeconds(5);

  private final Bus bus;
  private final Duration patience;
  private final KeptAnswers<Future<Answer>> kept = new KeptAnswers<>();
  private OverlayDefaults defaults;

  private OverlayRoutes(Bus bus, Duration patience) {
    this.bus = bus;
    this.patience = patience;
  }

  /**
   * Makes the routes, for each event loop its own.
   *
   * @param patience how long a request waits for the worker
   */
  public static RouteSource source(Bus bus, Duration patience) {
    return vertx -> new OverlayRoutes(bus, patience).open();
  }

  private Future<List<Route>> open() {
    return bus.listen(OverlayChannels.DEFAULTS_CHANGED, changed -> defaults = changed)
        .compose(v -> bus.listen(TenantChannels.CHANGED, kept::retain))
        .compose(
            v ->
                bus.ask(
                    OverlayChannels.DEFAULTS,
                    new OverlayChannels.CurrentDefaults(),
                    START_PATIENCE))
        .map(
            current -> {
              // An announcement that came in between is the newer one.
              defaults = defaults == null ? current : defaults;
              return table();
            });
  }

  private List<Route> table() {
    return List.of(
        Route.get("/slo", Scope.OPS_READ, this::slo),
        Route.get("/slo/{key}", Scope.OPS_READ, this::sloKey),
        Route.get("/labels", Scope.OPS_READ, this::labels),
        Route.post(
            "/labels/validate", Scope.OPS_READ, BodyRule.json(MAX_BODY_BYTES), this::validate));
  }

  private Basis basis(Call call) {
    return new Basis(call.tenant(), defaults);
  }

  private Future<Answer> slo(Call call) {
    return sloAt(call, WHOLE);
  }

  private Future<Answer> sloKey(Call call) {
    String key = call.parameter(0);
    // Only keys that exist are asked for and kept, so nobody can fill the memory with others.
    return EffectiveSlo.knows(key)
        ? sloAt(call, key)
        : Future.failedFuture(OverlayVerticle.unknownKey());
  }

  private Future<Answer> sloAt(Call call, String key) {
    Basis basis = basis(call);
    Map<String, Future<Answer>> answers = kept.of(basis);
    Future<Answer> answer = answers.get(key);
    return answer != null
        ? answer
        : keep(
            answers, key, ask(call, OverlayChannels.SLO, new OverlayChannels.SloQuery(basis, key)));
  }

  private Future<Answer> labels(Call call) {
    Basis basis = basis(call);
    Map<String, Future<Answer>> answers = kept.of(basis);
    Future<Answer> answer = answers.get(LABELS);
    return answer != null
        ? answer
        : keep(
            answers,
            LABELS,
            ask(call, OverlayChannels.LABELS, new OverlayChannels.LabelsQuery(basis)));
  }

  private Future<Answer> validate(Call call) {
    return ask(
            call,
            OverlayChannels.CHECK,
            new OverlayChannels.LabelsToCheck(basis(call), call.body()))
        .map(answer -> Answer.json(answer.body()));
  }

  private <Q> Future<OverlayAnswer> ask(Call call, Channel<Q, OverlayAnswer> channel, Q question) {
    return bus.ask(channel, question, patience, call.trace());
  }

  /** Keeps an answer from the moment that it is asked for, so that nobody asks again meanwhile. */
  private static Future<Answer> keep(
      Map<String, Future<Answer>> answers, String name, Future<OverlayAnswer> asked) {
    Future<Answer> coming = asked.map(found -> Answer.json(found.body(), found.etag()));
    answers.put(name, coming);
    // Once it is there, a future without a context spares later requests a change of context.
    return coming
        .onSuccess(made -> answers.replace(name, coming, Future.succeededFuture(made)))
        .onFailure(cause -> answers.remove(name, coming));
  }
}
