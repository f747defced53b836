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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a tenant's evidence says of its performance, and remembers which documents say nothing
 * of it, so that none of them is read again and again. Confined to the verticle that asks.
 */
final class EvidencePerf implements Perf.Source {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 20;
  private static final int MOST_READ = 50;
  private static final int MOST_KNOWN = 20_000;

  private final Bus bus;
  // The oldest first.
  private final Set<Candidate> without = new LinkedHashSet<>();

  EvidencePerf(Bus bus) {
    this.bus = bus;
  }

  /** Bytes of a tenant's document, which may have the block. */
  private record Candidate(TenantId tenant, String id, String sha256) {}

  @Override
  public Future<Optional<Perf>> newest(TenantId tenant) {
    return files(tenant, Optional.empty(), new ArrayList<>())
        .map(found -> newestFirst(tenant, found))
        .compose(this::first);
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

  private List<Candidate> newestFirst(TenantId tenant, List<JsonObject> files) {
    return files.stream()
        .filter(file -> file.getString("error") == null)
        .sorted(
            Comparator.comparing((JsonObject file) -> Instant.parse(file.getString("mtime")))
                .reversed())
        .map(file -> new Candidate(tenant, file.getString("id"), file.getString("sha256")))
        .filter(file -> !without.contains(file))
        .limit(MOST_READ)
        .toList();
  }

  private Future<Optional<Perf>> first(List<Candidate> files) {
    if (files.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    Candidate file = files.get(0);
    var query = new EvidenceChannels.DocumentQuery(file.tenant(), file.id());
    return bus.ask(EvidenceChannels.DOCUMENT, query, PATIENCE)
        .map(
            document ->
                document.tampered()
                    ? Optional.<Perf>empty()
                    : noted(file, perf(file.id(), document.bytes())))
        .otherwise(Optional.empty())
        .compose(
            perf ->
                perf.isPresent()
                    ? Future.succeededFuture(perf)
                    : first(files.subList(1, files.size())));
  }

  private Optional<Perf> noted(Candidate file, Optional<Perf> perf) {
    if (perf.isEmpty()) {
      without.add(file);
    }
    if (without.size() > MOST_KNOWN) {
      var oldest = without.iterator();
      oldest.next();
      oldest.remove();
    }
    return perf;
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
