package io.decisionos.gateway.slo;

import io.decisionos.gateway.slo.SloChannels.OverviewQuery;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;

/** How many tenants' SLOs stand, for operators. Pure. */
record SloOverview(List<SloStatus> all) {
  private static final Comparator<SloStatus> WORST_FIRST =
      Comparator.comparing(SloStatus::state)
          .reversed()
          .thenComparing(status -> status.tenant().id());

  JsonObject json(OverviewQuery query) {
    List<SloStatus> found =
        all.stream()
            .filter(status -> query.about().map(status.tenant().id().value()::equals).orElse(true))
            .filter(status -> query.state().map(status.state()::equals).orElse(true))
            .sorted(WORST_FIRST)
            .toList();
    var tenants = new JsonObject();
    found.stream()
        .limit(query.most())
        .forEach(status -> tenants.put(status.tenant().id().value(), json(status, query.brief())));
    return new JsonObject()
        .put("tenants", tenants)
        .put("matched", found.size())
        .put("counts", counts());
  }

  private static JsonObject json(SloStatus status, boolean brief) {
    JsonObject json = status.json();
    return brief ? json.put("objectives", new JsonArray()) : json;
  }

  private JsonObject counts() {
    var counts = new JsonObject();
    for (SloState state : SloState.values()) {
      counts.put(state.word(), all.stream().filter(one -> one.state() == state).count());
    }
    return counts;
  }
}
