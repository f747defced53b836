package io.decisionos.gateway.evidence;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.evidence.LogChannels.CheckpointQuery;
import io.decisionos.gateway.evidence.LogChannels.LogFile;
import io.decisionos.gateway.evidence.LogChannels.ProofQuery;
import io.decisionos.gateway.evidence.LogChannels.TileQuery;
import io.decisionos.gateway.evidence.merkle.Tile;
import io.decisionos.gateway.http.Answer;
import io.decisionos.gateway.http.Call;
import io.decisionos.gateway.http.Route;
import io.decisionos.gateway.http.RouteSource;
import io.decisionos.gateway.http.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes by which tenants read their logs. Stateless but for the bus. */
public final class LogRoutes {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String BYTES = "application/octet-stream";
  private static final Map.Entry<String, String> FOR_EVER =
      Map.entry("Cache-Control", "private, max-age=31536000, immutable");

  /** A proof may wait for its leaf. */
  private static final Duration PROOF_PATIENCE = Duration.ofSeconds(5);

  private final Bus bus;
  private final Duration patience;

  private LogRoutes(Bus bus, Duration patience) {
    this.bus = bus;
    this.patience = patience;
  }

  /**
   * Makes the routes.
   *
   * @param patience how long a request waits for the worker
   */
  public static RouteSource source(Bus bus, Duration patience) {
    var routes = new LogRoutes(bus, patience);
    return RouteSource.of(
        List.of(
            Route.get("/evidence/{id}/proof", Scope.EVIDENCE_READ, routes::proof),
            Route.get("/evidence/log/{tenant}/checkpoint", Scope.EVIDENCE_READ, routes::checkpoint),
            Route.get(
                "/evidence/log/{tenant}/tile/{level}/{place...}",
                Scope.EVIDENCE_READ,
                routes::tile)));
  }

  private Future<Answer> proof(Call call) {
    var query = new ProofQuery(call.tenant().id(), call.parameter(0));
    return bus.ask(LogChannels.PROOF, query, PROOF_PATIENCE, call.trace())
        .map(proof -> Answer.json(proof.json()));
  }

  private Future<Answer> checkpoint(Call call) {
    var query = new CheckpointQuery(call.tenant().id());
    return bus.ask(LogChannels.CHECKPOINT, query, PROOF_PATIENCE, call.trace())
        .map(file -> answer(TEXT, file, List.of()));
  }

  private Future<Answer> tile(Call call) {
    Tile tile =
        Tile.parse(call.parameter(1), call.parameter(2))
            .orElseThrow(
                () ->
                    NotThere.of(
                        "Ask for a tile as tile/LEVEL/000, x001/234 or 000.p/7, or for"
                            + " tile/entries/..."));
    List<Map.Entry<String, String>> headers = tile.isFull() ? List.of(FOR_EVER) : List.of();
    return bus.ask(
            LogChannels.TILE, new TileQuery(call.tenant().id(), tile), patience, call.trace())
        .map(file -> answer(BYTES, file, headers));
  }

  private static Answer answer(String type, LogFile file, List<Map.Entry<String, String>> headers) {
    return new Answer(200, type, file.bytes(), Optional.of(file.etag()), headers);
  }
}
