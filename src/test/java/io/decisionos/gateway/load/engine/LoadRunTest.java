package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.measure.Kind;
import io.decisionos.gateway.load.measure.Ledger;
import io.decisionos.gateway.load.measure.RunResult;
import io.decisionos.gateway.load.scenario.Overrides;
import io.decisionos.gateway.load.scenario.ScenarioReader;
import io.decisionos.gateway.load.scenario.Source;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs against a small server of the test's own. */
class LoadRunTest {

  private static final String SCENARIO =
      """
      {'name': 'small', 'connections': 4, 'timeout_ms': 2000,
       'tenants': [{'id': 'default'}, {'id': 'stranger', 'role': 'hostile', 'weight': 0.25}],
       'feeds': {'n': {'counter': 'a b-'}},
       'requests': [{'name': 'put', 'method': 'POST', 'path': '/x/${n}?tenant=${tenant}',
                     'headers': {'X-Tenant': '${tenant}'}, 'body': {'n': '${n}'}}],
       'phases': [{'name': 'warm', 'rate': 50, 'seconds': 0.5, 'measured': false},
                  {'name': 'all', 'rate': 100, 'seconds': 1}],
       'thresholds': [{'slo': true}, {'tenant': 'stranger', 'error_rate': 0}]}
      """;

  private static final String USERS =
      """
      {'name': 'users', 'connections': 4, 'timeout_ms': 2000,
       'tenants': [{'id': 'default'}],
       'requests': [{'name': 'get', 'path': '/x'}],
       'phases': [{'name': 'all', 'kind': 'closed', 'users': 2, 'think_ms': 50, 'retries': 2,
                   'backoff': {'base_ms': 200, 'max_ms': 200, 'jitter': 0}, 'seconds': 1}]}
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void everythingThatIsDueIsSentAndCountedWhereItBelongs() {
    RunResult result = Runs.run(Runs.scenario(server(this::gateway), SCENARIO));

    Ledger ledger = result.ledger();
    assertThat(ledger.totals().ended()).isEqualTo(80);
    assertThat(ledger.part(OptionalInt.of(1), OptionalInt.of(1)).count(Kind.OK)).isEqualTo(20);
    assertThat(ledger.part(OptionalInt.empty(), OptionalInt.of(0)).ended()).isEqualTo(20);
    assertThat(ledger.timeline().rows()).extracting(row -> row.second()).startsWith(0, 1);
    assertThat(seen).contains("POST /x/a%20b-0?tenant=default", "{\"n\":\"a b-1\"}", "default");
  }

  @Test
  void theTenantsOwnSloIsAThreshold() {
    RunResult result = Runs.run(Runs.scenario(server(this::gateway), SCENARIO));

    assertThat(result.findings())
        .extracting(finding -> finding.measure() + " " + finding.limit())
        .containsExactly("p95_ms 250.0", "p99_ms 500.0", "error_rate 0.5", "error_rate 0.0");
  }

  @Test
  void aStrangerWhoIsLetInIsAnError() {
    URI open = server(request -> request.response().end());

    RunResult result = Runs.run(Runs.scenario(open, SCENARIO));

    Ledger ledger = result.ledger();
    assertThat(ledger.part(OptionalInt.of(1), OptionalInt.empty()).errorRate()).isEqualTo(1);
    assertThat(ledger.totals().errorRate()).isZero();
  }

  @Test
  void aWrong200IsAnErrorAndIsNamed() {
    URI server =
        server(
            request ->
                request
                    .response()
                    .putHeader("Content-Type", "application/json")
                    .end("{'tenant': 'default', 'slo': {'p95': 250}}".replace('\'', '"')));
    String right =
        "'check': {'headers': {'Content-Type': 'json', 'Set-Cookie': false}, 'body': '${tenant}',"
            + " 'json': {'/tenant': '${tenant}', '/slo/p95': 250}}, ";
    String get = USERS.replace("'path'", right + "'path'");
    String wrong = get.replace("'/slo/p95': 250", "'/slo/p95': 251");

    assertThat(Runs.run(Runs.scenario(server, get)).ledger().totals().errors()).isZero();
    Ledger ledger = Runs.run(Runs.scenario(server, wrong)).ledger();
    assertThat(ledger.totals().errorRate()).isEqualTo(1);
    assertThat(ledger.totals().count(Kind.CHECK)).isEqualTo(ledger.totals().ended());
    assertThat(ledger.faults()).containsOnlyKeys("get: json /slo/p95");
  }

  @Test
  void aRowFillsAWholeRequest(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("rows.csv"), "who,key\na,1\nb,2\n");
    String scenario =
        USERS
            .replace("'/x'", "'/${rows.who}/${rows.key}', 'headers': {'X-Tenant': '${rows.who}'}")
            .replace("'tenants'", "'feeds': {'rows': {'csv': 'rows.csv'}}, 'tenants'")
            .replace('\'', '"');
    var source = new Source("rows", directory, Map.of());
    URI target = server(this::gateway);

    Runs.run(ScenarioReader.read(scenario, source, Overrides.none()).against(target));

    assertThat(seen).contains("GET /a/1", "GET /b/2").doesNotContain("GET /a/2", "GET /b/1");
  }

  @Test
  void aTenantSendsTheRequestsThatItNamesAndNoOthers() {
    String scenario =
        SCENARIO
            .replace("{'id': 'default'}", "{'id': 'default', 'requests': {'a': 1, 'b': 3, 'c': 0}}")
            .replace(
                "'requests': [{'name'",
                "'requests': [{'name': 'a', 'weight': 0, 'path': '/a?tenant=${tenant}'},"
                    + " {'name': 'b', 'path': '/b?tenant=${tenant}'},"
                    + " {'name': 'c', 'path': '/c?tenant=${tenant}'}, {'name'");

    Runs.run(Runs.scenario(server(this::gateway), scenario));

    long a = seen.stream().filter("GET /a?tenant=default"::equals).count();
    long b = seen.stream().filter("GET /b?tenant=default"::equals).count();
    assertThat(a + b).isEqualTo(100);
    assertThat(a).isBetween(8L, 48L);
    assertThat(seen)
        .contains("GET /c?tenant=stranger")
        .doesNotContain("GET /c?tenant=default", "GET /a?tenant=stranger");
  }

  @Test
  void aUserThinksBetweenRequests() {
    URI quick = server(request -> request.response().end());

    RunResult result = Runs.run(Runs.scenario(quick, USERS));

    assertThat(result.ledger().totals().ended()).isBetween(4L, 42L);
  }

  @Test
  void aRefusedUserBacksOffAndTriesAgainAsOftenAsIsAllowed() {
    var requests = new AtomicInteger();
    URI busy =
        server(
            request -> {
              requests.incrementAndGet();
              request.response().setStatusCode(429).end();
            });

    RunResult result = Runs.run(Runs.scenario(busy, USERS));

    assertThat(result.ledger().totals().rejectedShare()).isEqualTo(1);
    assertThat(result.ledger().totals().errors()).isZero();
    assertThat(requests.get()).isBetween(4, 16);
  }

  @Test
  void aRefusedUserWaitsAsLongAsTheServerSays() {
    URI busy =
        server(
            request -> request.response().setStatusCode(503).putHeader("Retry-After", "60").end());

    RunResult result = Runs.run(Runs.scenario(busy, USERS));

    assertThat(result.ledger().totals().ended()).isEqualTo(2);
  }

  @Test
  void progressIsToldWithThePhaseThatItIsAbout() {
    var told = new ConcurrentLinkedQueue<Progress>();
    var scenario = Runs.scenario(server(this::gateway), SCENARIO);

    new LoadRun(vertx, scenario, told::add).run().await();

    assertThat(List.copyOf(told)).first().matches(progress -> progress.phase().equals("warm"));
  }

  private URI server(Handler<HttpServerRequest> handler) {
    var server = vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1").await();
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private void gateway(HttpServerRequest request) {
    if (request.path().equals("/slo")) {
      request
          .response()
          .end(
              """
              {"slo": {"latency_p95_ms": 250, "latency_p99_ms": 500, "error_rate_max": 0.5}}
              """);
      return;
    }
    seen.add(request.method() + " " + request.uri());
    seen.add(request.getHeader("X-Tenant"));
    int status = "default".equals(request.getParam("tenant")) ? 201 : 403;
    request.bodyHandler(
        body -> {
          seen.add(body.toString());
          request.response().setStatusCode(status).end();
        });
  }
}
