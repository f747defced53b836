package io.decisionos.gateway.console;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The console's files, from a fixed table: no path of a request ever names a file. They are open to
 * everybody, as they hold no data; what the page then reads asks for the operator's token.
 */
public final class ConsoleRoutes {
  private static final String PAGE = "index.html";
  private static final List<String> FILES =
      List.of(
          "console.css",
          "theme.js",
          "console.js",
          "api.js",
          "dom.js",
          "format.js",
          "chart.js",
          "contact.js",
          "parts.js",
          "checks.js",
          "overview.js",
          "tenants.js",
          "tenant.js",
          "cards.js",
          "evidence.js",
          "retention.js",
          "keys.js",
          "usage.js",
          "fleet.js",
          "slo.js",
          "alerts.js",
          "events.js",
          "login.js",
          "icon.svg");
  private static final Answer MOVED = redirect(308);
  // Who comes without a path wants a page; another one may be there some day.
  private static final Answer FOUND = redirect(302);

  private final Asset page = Asset.load(PAGE);
  private final Map<String, Asset> files =
      FILES.stream().map(Asset::load).collect(Collectors.toMap(Asset::name, Function.identity()));

  private ConsoleRoutes() {}

  private static Answer redirect(int status) {
    return new Answer(
        status,
        "text/plain",
        Buffer.buffer(),
        Optional.empty(),
        List.of(Map.entry("Location", "/console/")));
  }

  /** The rows for the operators' listener, those of the live stream among them. */
  public static RouteSource source(Bus bus) {
    List<Route> files = new ConsoleRoutes().table();
    return vertx ->
        LiveRoutes.source(bus)
            .routes(vertx)
            .map(live -> Stream.concat(files.stream(), live.stream()).toList());
  }

  private List<Route> table() {
    return List.of(
        Route.get("/", Scope.OPEN, call -> Future.succeededFuture(FOUND)),
        Route.get("/console", Scope.OPEN, call -> Future.succeededFuture(MOVED)),
        Route.get("/console/", Scope.OPEN, call -> Future.succeededFuture(page.answer())),
        Route.get("/console/{file}", Scope.OPEN, this::file));
  }

  private Future<Answer> file(Call call) {
    return Optional.ofNullable(files.get(call.parameter(0)))
        .map(asset -> Future.succeededFuture(asset.answer()))
        .orElseThrow(
            () ->
                Problem.of(
                        ProblemType.REQUEST_NOT_FOUND, "The console is at /console/; begin there.")
                    .asException());
  }
}
