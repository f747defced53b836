package io.decisionos.gateway.app;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.EvidenceChannels;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.slo.Perf;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a tenant's evidence says of its performance. Thread-safe. */
record EvidencePerf(Bus bus) implements Perf.Source {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 20;
  private static final int MOST_READ = 10;

  @Override
  public Future<Optional<Perf>> newest(TenantId tenant) {
    return files(tenant, Optional.empty(), new ArrayList<>())
        .map(EvidencePerf::newestFirst)
        .compose(ids -> first(tenant, ids));
  }

  private Future<List<JsonObject>> files(
      TenantId tenant, Optional<String> cursor, List<JsonObject> found) {
    var filter = new EvidenceFilter(Optional.empty(), Optional.of(false));
    var listing = new EvidenceChannels.Listing(Optional.of(tenant), filter, cursor, PAGE);
    return bus.ask(EvidenceChannels.LIST, listing, PATIENCE)
        .compose(
            finished -> {
              var page = new JsonObject(finished.json());
              page.getJsonArray("files").forEach(file -> found.add((JsonObject) file));
              Optional<String> next = Optional.ofNullable(page.getString("next_cursor"));
              return next.isPresent() && found.size() < MOST_PAGES * PAGE
                  ? files(tenant, next, found)
                  : Future.succeededFuture(found);
            });
  }

  private static List<String> newestFirst(List<JsonObject> files) {
    return files.stream()
        .filter(file -> file.getString("error") == null)
        .sorted(
            Comparator.comparing((JsonObject file) -> Instant.parse(file.getString("mtime")))
                .reversed())
        .map(file -> file.getString("id"))
        .distinct()
        .limit(MOST_READ)
        .toList();
  }

  private Future<Optional<Perf>> first(TenantId tenant, List<String> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    String id = ids.get(0);
    return bus.ask(
            EvidenceChannels.DOCUMENT, new EvidenceChannels.DocumentQuery(tenant, id), PATIENCE)
        .map(document -> document.tampered() ? Optional.<Perf>empty() : perf(id, document.bytes()))
        .otherwise(Optional.empty())
        .compose(
            perf ->
                perf.isPresent()
                    ? Future.succeededFuture(perf)
                    : first(tenant, ids.subList(1, ids.size())));
  }

  private static Optional<Perf> perf(String id, Buffer bytes) {
    try {
      return new JsonObject(bytes).getValue("perf") instanceof JsonObject perf
          ? Optional.of(new Perf(id, perf))
          : Optional.empty();
    } catch (DecodeException e) {
      return Optional.empty();
    }
  }
}
