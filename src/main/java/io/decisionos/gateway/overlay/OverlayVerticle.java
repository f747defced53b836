package io.decisionos.gateway.overlay;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.bus.Turns;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.overlay.OverlayChannels.Basis;
import io.decisionos.gateway.tenant.TenantChannels;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;

/** Makes the answers of overlays, each once a revision. A worker verticle, one instance. */
public final class OverlayVerticle extends VerticleBase {
  private final Bus bus;
  private final KeptAnswers<OverlayAnswer> kept = new KeptAnswers<>();
  private final Turns turns = new Turns(1);
  private OverlayDefaults defaults;

  public OverlayVerticle(Bus bus, OverlayDefaults defaults) {
    this.bus = bus;
    this.defaults = defaults;
  }

  @Override
  public Future<?> start() {
    return bus.listen(OverlayChannels.DEFAULTS_CHANGED, changed -> defaults = changed)
        .compose(v -> bus.listen(TenantChannels.CHANGED, kept::retain))
        .compose(v -> bus.answer(OverlayChannels.DEFAULTS, q -> Future.succeededFuture(defaults)))
        .compose(v -> bus.answer(OverlayChannels.SLO, q -> Future.succeededFuture(slo(q))))
        .compose(v -> bus.answer(OverlayChannels.LABELS, q -> Future.succeededFuture(labels(q))))
        .compose(v -> bus.answerInTime(OverlayChannels.CHECK, this::check));
  }

  private OverlayAnswer slo(OverlayChannels.SloQuery query) {
    return kept.of(query.basis())
        .computeIfAbsent(
            "slo/" + query.key(), name -> OverlayAnswer.of(sloJson(query.basis(), query.key())));
  }

  private static JsonObject sloJson(Basis basis, String key) {
    var slo = new EffectiveSlo(basis.defaults().slo(), basis.tenant().slo());
    var json = new JsonObject().put("tenant", basis.tenant().id().value());
    if (key.isEmpty()) {
      return json.put("slo", slo.json());
    }
    EffectiveSlo.Found found = slo.find(key).orElseThrow(OverlayVerticle::unknownKey);
    return json.put("key", key).put("value", found.value()).put("source", found.source().word());
  }

  static ProblemException unknownKey() {
    return Problem.of(
            ProblemType.SLO_UNKNOWN_KEY,
            "Ask for a dotted key of GET /slo, such as saturation.max_cpu_percent.")
        .asException();
  }

  private OverlayAnswer labels(OverlayChannels.LabelsQuery query) {
    return kept.of(query.basis())
        .computeIfAbsent("labels", name -> OverlayAnswer.of(labelsJson(query.basis())));
  }

  private static JsonObject labelsJson(Basis basis) {
    var catalog = catalog(basis);
    return new JsonObject()
        .put("tenant_id", basis.tenant().id().value())
        .put("labels", catalog.json())
        .put("count", catalog.size());
  }

  /** Each tenant has one turn; what has come meanwhile is looked at before the next. */
  private Future<OverlayAnswer> check(OverlayChannels.LabelsToCheck query, Deadline deadline) {
    return turns.take(
        query.tenant(),
        deadline,
        () -> {
          bus.begun(OverlayChannels.CHECK, deadline);
          return later().map(v -> checked(query));
        });
  }

  private Future<Void> later() {
    Promise<Void> later = Promise.promise();
    context.runOnContext(later::complete);
    return later.future();
  }

  private static OverlayAnswer checked(OverlayChannels.LabelsToCheck query) {
    Basis basis = query.basis();
    return OverlayAnswer.of(LabelCheck.check(basis.tenant().id(), catalog(basis), query.body()));
  }

  private static LabelCatalog catalog(Basis basis) {
    return new LabelCatalog(basis.defaults().labels(), basis.tenant().labels());
  }
}
