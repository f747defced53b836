package io.decisionos.gateway.console;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.EventStream;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.decisionos.gateway.http.ServerEvent;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.ops.OpsChannels;
import io.decisionos.gateway.ops.Readiness;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /ops/live}: tells open pages that something has changed and what to read again; it
 * carries no data itself. Costs nothing while no page is open. Confined to the operators' verticle.
 */
final class LiveRoutes {
  private static final Duration PULSE = Duration.ofSeconds(1);
  // Whoever comes back shows a token again: one that has expired or was withdrawn reads no further.
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_READERS = 64;

  private final Bus bus;
  private final Vertx vertx;
  private final Set<EventStream> readers = new LinkedHashSet<>();
  private Optional<String> readiness = Optional.empty();
  private long generation;

  private LiveRoutes(Bus bus, Vertx vertx) {
    this.bus = bus;
    this.vertx = vertx;
  }

  /** The row for the operators' listener. */
  static RouteSource source(Bus bus) {
    return vertx -> new LiveRoutes(bus, vertx).open();
  }

  private Future<List<Route>> open() {
    vertx.setPeriodic(PULSE.toMillis(), id -> pulse());
    return bus.listen(TenantChannels.CHANGED, this::turn)
        .compose(v -> bus.listen(Notice.POSTED, this::posted))
        .compose(v -> bus.listen(OpsChannels.LOOKED, this::looked))
        .map(v -> List.of(Route.get("/ops/live", Scope.OPS_ADMIN, call -> live())));
  }

  private Future<Answer> live() {
    if (readers.size() >= MOST_READERS) {
      throw Problem.of(
              ProblemType.GATEWAY_OVERLOADED,
              "At most " + MOST_READERS + " pages can be open at once; close some.")
          .retryAfter(LONGEST)
          .asException();
    }
    return Future.succeededFuture(Answer.events(this::welcome));
  }

  private void welcome(EventStream reader) {
    readers.add(reader);
    long end = vertx.setTimer(LONGEST.toMillis(), id -> reader.close());
    reader
        .closed()
        .onComplete(
            v -> {
              readers.remove(reader);
              vertx.cancelTimer(end);
            });
    reader.send(tick());
    reader.send(tenants());
    readiness.ifPresent(known -> reader.send(ServerEvent.named("ready", known)));
  }

  private void pulse() {
    tell(tick());
  }

  /** The gateway's time, as the clock of whoever looks may be wrong. */
  private static ServerEvent tick() {
    var time = new JsonObject().put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    return ServerEvent.named("tick", time.encode());
  }

  private void looked(Readiness.Report report) {
    if (readers.isEmpty()) {
      // Whoever comes reads it all at first; what was known before is no news then.
      readiness = Optional.empty();
      return;
    }
    String now = summary(report);
    if (!readiness.equals(Optional.of(now))) {
      readiness = Optional.of(now);
      tell(ServerEvent.named("ready", now));
    }
  }

  /** What a page needs to know of readiness to tell whether it should read it again. */
  private static String summary(Readiness.Report report) {
    var checks = new JsonObject();
    report.checks().forEach((name, check) -> checks.put(name, summary(check)));
    return new JsonObject().put("state", report.state().word()).put("checks", checks).encode();
  }

  private static JsonObject summary(Check check) {
    var summary = new JsonObject().put("state", check.state().word());
    check.cause().ifPresent(cause -> summary.put("cause", cause));
    for (String fact : List.of("files", "tampered", "unknown", "over_limit", "ignored")) {
      if (check.details().containsKey(fact)) {
        summary.put(fact, check.details().getValue(fact));
      }
    }
    return summary;
  }

  private void turn(TenantBook book) {
    generation = book.generation();
    tell(tenants());
  }

  private ServerEvent tenants() {
    return ServerEvent.named("tenants", new JsonObject().put("generation", generation).encode());
  }

  private void posted(Notice notice) {
    var news =
        new JsonObject()
            .put("kind", notice.kind())
            .put("level", notice.level().name().toLowerCase(Locale.ROOT))
            .put("tenant_id", notice.tenant().orElse(null));
    tell(ServerEvent.named("timeline", news.encode()));
  }

  private void tell(ServerEvent event) {
    List.copyOf(readers).forEach(reader -> reader.send(event));
  }
}
