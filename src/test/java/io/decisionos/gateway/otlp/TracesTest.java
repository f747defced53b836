package io.decisionos.gateway.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SpanReceiver;
import io.decisionos.gateway.storage.redis.RealRedis;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces of a whole gateway, as a receiver of OTLP gets them. */
final class TracesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  @TempDir private Path home;
  private SpanReceiver receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = SpanReceiver.start();
  }

  @AfterEach
  void end() {
    receiver.close();
  }

  private RunningGateway gateway(Map<String, String> more) throws IOException {
    var variables = new HashMap<>(more);
    variables.putIfAbsent("DECISIONOS_TRACES_ENDPOINT", receiver.endpoint());
    return RunningGateway.start(home, variables);
  }

  private static HttpResponse<String> put(RunningGateway gateway, String flags) {
    return gateway.send(
        gateway
            .request("/etags/k?tenant=default&ttl_ms=60000")
            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-" + flags)
            .header("Idempotency-Key", "once")
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("1"))
            .build());
  }

  private SpanReceiver.Told await(String name) {
    Await.until(PATIENCE, () -> named(name).findAny().isPresent(), receiver::spans);
    return named(name).findFirst().orElseThrow();
  }

  private List<SpanReceiver.Told> parts(SpanReceiver.Told whole) {
    return receiver.spans().stream().filter(span -> span.parent().equals(whole.id())).toList();
  }

  private Stream<SpanReceiver.Told> named(String name) {
    return receiver.spans().stream().filter(span -> span.name().equals(name));
  }

  @Test
  void aRequestItsQuestionsAndItsCallsOfRedisAreOneTree() throws IOException {
    try (var redis = RealRedis.start(Files.createDirectory(home.resolve("redis")));
        var gateway =
            gateway(
                Map.of(
                    "DECISIONOS_TRACES_SAMPLE", "0",
                    "DECISIONOS_STORAGE", "redis",
                    "DECISIONOS_REDIS_URL", redis.url(),
                    "DECISIONOS_FLEET_NAME", "one"))) {
      HttpResponse<String> answer = put(gateway, "01");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(answer.headers().firstValue("traceparent"))
          .contains("00-" + TRACE + "-" + CALLER + "-01");
      SpanReceiver.Told whole = await("PUT /etags/{key}");
      await("redis release");
      assertThat(whole.parent()).isEqualTo(CALLER);
      assertThat(whole.kind()).isEqualTo(2);
      assertThat(whole.attributes())
          .containsEntry("decisionos.tenant", "default")
          .containsEntry("http.response.status_code", "201")
          .containsEntry("url.path", "/etags/k")
          .containsEntry(
              "decisionos.request_id", answer.headers().firstValue("X-Request-Id").orElseThrow());
      assertThat(whole.resource())
          .containsEntry("service.name", "decisionos-gateway")
          .containsEntry("service.instance.id", "one");
      assertThat(receiver.spans()).allSatisfy(span -> assertThat(span.trace()).isEqualTo(TRACE));
      // What is kept for repeats is an entry, too.
      assertAsked(whole, "begin", "claim");
      assertAsked(whole, "put", "put");
      assertAsked(whole, "end", "put", "release");
      assertThat(receiver.spans()).hasSize(8);
    }
  }

  private void assertAsked(SpanReceiver.Told whole, String question, String... calls) {
    SpanReceiver.Told asked = await("storage." + question);
    assertThat(asked.parent()).as(question).isEqualTo(whole.id());
    assertThat(asked.attributes()).containsEntry("decisionos.tenant", "default");
    assertThat(parts(asked))
        .as(question)
        .extracting(SpanReceiver.Told::name)
        .containsExactlyInAnyOrder(
            Stream.of(calls).map(call -> "redis " + call).toArray(String[]::new));
    assertThat(parts(asked))
        .allSatisfy(
            called -> {
              assertThat(called.kind()).isEqualTo(3);
              assertThat(called.attributes()).containsEntry("db.system.name", "redis");
            });
  }

  @Test
  void aRefusalSaysWhyAndAFaultOfOursIsAnError() throws IOException {
    try (var gateway = gateway(Map.of("DECISIONOS_TRACES_SAMPLE", "1"))) {
      gateway.get("/slo/no.such?tenant=default");

      SpanReceiver.Told refused = await("GET /slo/{key}");
      assertThat(refused.parent()).isEmpty();
      assertThat(refused.attributes()).containsEntry("decisionos.reason_code", "slo.unknown_key");
      assertThat(refused.failure()).isEmpty();
      gateway.get("/healthz");
      gateway.get("/nothing/here?tenant=default");
      assertThat(await("GET").attributes()).doesNotContainKey("http.route");
      assertThat(receiver.spans())
          .noneMatch(span -> "/healthz".equals(span.attributes().get("url.path")));
    }
  }

  @Test
  void whatACallerDoesNotMarkAndTheShareDoesNotTakeIsNotTraced() throws IOException {
    try (var gateway = gateway(Map.of("DECISIONOS_TRACES_SAMPLE", "0"))) {
      gateway.get("/slo?tenant=default");
      put(gateway, "00");
      put(gateway, "01");

      await("PUT /etags/{key}");
      assertThat(named("PUT /etags/{key}")).hasSize(1);
      assertThat(named("GET /slo")).isEmpty();
    }
  }

  @Test
  void aReceiverThatIsBusyGetsTheSameAgainAndWhatItRefusesIsCounted() throws IOException {
    Path headers = Files.writeString(home.resolve("headers"), "# ours\nAuthorization: Bearer x\n");
    receiver.refuseNext(503);
    receiver.refuseNext(400);
    try (var gateway =
        gateway(
            Map.of(
                "DECISIONOS_TRACES_SAMPLE",
                "1",
                "DECISIONOS_TRACES_HEADERS_FILE",
                headers.toString()))) {
      gateway.get("/slo?tenant=default");
      String refused = "gateway_trace_spans_total{result=\"refused\"} ";
      Await.until(
          PATIENCE,
          () -> !gateway.ops("/metrics").body().contains(refused + "0.0"),
          () -> gateway.ops("/metrics").body());

      gateway.get("/labels?tenant=default");

      await("GET /labels");
      assertThat(named("GET /slo")).isEmpty();
      assertThat(receiver.tokens()).containsOnly("Bearer x");
    }
  }

  @Test
  void aReceiverThatIsAwayTouchesNoRequest() throws IOException {
    receiver.close();
    try (var gateway = gateway(Map.of("DECISIONOS_TRACES_SAMPLE", "1"))) {
      for (int i = 0; i < 2 * 100; i++) {
        assertThat(gateway.get("/slo?tenant=default").statusCode()).isEqualTo(200);
      }
      assertThat(gateway.ops("/readyz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsOverBeforeAStopIsSent() throws IOException {
    try (var gateway = gateway(Map.of("DECISIONOS_TRACES_SAMPLE", "1"))) {
      gateway.get("/slo?tenant=default");
    }

    assertThat(named("GET /slo")).hasSize(1);
  }

  @Test
  void whoeverScrapesOpenMetricsFindsTheTraceOfTheLastRequest() throws IOException {
    try (var gateway = gateway(Map.of("DECISIONOS_TRACES_SAMPLE", "0"))) {
      put(gateway, "00");
      assertThat(exemplars(gateway)).isEmpty();

      put(gateway, "01");

      // The answer is told before it is counted.
      Await.until(
          PATIENCE, () -> !exemplars(gateway).isEmpty(), () -> gateway.ops("/metrics").body());
      assertThat(exemplars(gateway))
          .singleElement()
          .asString()
          .startsWith("gateway_http_requests_seconds_bucket{")
          .contains("listener=\"tenants\"", "route=\"/etags/{key}\"", "status=\"201\"")
          .contains("span_id=\"" + await("PUT /etags/{key}").id() + "\"")
          .contains("trace_id=\"" + TRACE + "\"");
      assertThat(gateway.ops("/metrics").body()).doesNotContain(TRACE);
    }
  }

  private static List<String> exemplars(RunningGateway gateway) {
    var scrape =
        gateway.opsRequest("/metrics").header("Accept", "application/openmetrics-text").build();
    return gateway.send(scrape).body().lines().filter(line -> line.contains(" # {")).toList();
  }
}
