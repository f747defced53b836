package io.decisionos.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code limits.max_qps} as callers and operators see it. */
final class RateLimitTest {
  @TempDir private Path home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    // One request, and the next only after a second.
    tenant(tenants, "slow", "limits: {max_qps: 1, burst_ms: 0}\n");
    tenant(tenants, "free", "");
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_HTTP_EVENT_LOOPS", "2"));
  }

  private static void tenant(Path tenants, String id, String more) throws IOException {
    Files.writeString(
        tenants.resolve(id + ".yaml"), "tenant_id: " + id + "\nname: T\nstatus: active\n" + more);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** The first answer that is a refusal; a slow machine may let several through. */
  private HttpResponse<String> refused(HttpRequest request) {
    for (int i = 0; i < 100; i++) {
      HttpResponse<String> answer = gateway.send(request);
      if (answer.statusCode() == 429) {
        return answer;
      }
    }
    throw new AssertionError("never over the limit");
  }

  private HttpResponse<String> refused(String target) {
    return refused(gateway.request(target).build());
  }

  private static String reason(HttpResponse<String> answer) {
    return new JsonObject(answer.body()).getString("reason_code");
  }

  @Test
  void overTheLimitIsAProblemThatSaysWhenToComeBack() {
    HttpResponse<String> answer = refused("/slo?tenant=slow");

    assertThat(reason(answer)).isEqualTo("tenant.rate_limited");
    assertThat(answer.headers().firstValue("Retry-After")).get().asString().matches("[1-4]");
    assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"max_qps\";r=0;t=1");
    assertThat(answer.headers().firstValue("RateLimit-Policy"))
        .hasValue("\"max_qps\";q=1;w=1;decisionos-burst=1");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void theLimitGoesBeforeRouteMethodAndBody() {
    assertThat(reason(refused("/nowhere?tenant=slow"))).isEqualTo("tenant.rate_limited");
    assertThat(reason(refused(gateway.request("/slo?tenant=slow").DELETE().build())))
        .isEqualTo("tenant.rate_limited");
    var body = HttpRequest.BodyPublishers.ofString("x".repeat(100_000));
    assertThat(
            reason(
                refused(
                    gateway
                        .request("/etags/k?tenant=slow")
                        .header("Content-Type", "text/css")
                        .PUT(body)
                        .build())))
        .isEqualTo("tenant.rate_limited");
  }

  @Test
  void openPathsAndOtherTenantsAreNotTouched() {
    refused("/slo?tenant=slow");

    for (int i = 0; i < 50; i++) {
      assertThat(gateway.get("/slo?tenant=free").statusCode()).isEqualTo(200);
      assertThat(gateway.get("/healthz?tenant=slow").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void operatorsSeeWhoIsOverOnTheTimelineOnceAndInTheMetrics() {
    refused("/slo?tenant=slow");
    refused("/slo?tenant=slow");

    Await.until(Duration.ofSeconds(5), () -> events().contains("tenant.over_rate"), this::events);
    assertThat(events().split("tenant.over_rate", -1)).hasSize(2);
    assertThat(gateway.ops("/metrics").body())
        .containsPattern("gateway_tenant_rate_limited_total\\{tenant=\"_other\"[^}]*} [2-9]");
  }

  private String events() {
    return gateway.ops("/ops/events").body();
  }

  @Test
  void operatorsSeeHowATenantStands() {
    refused("/slo?tenant=slow");

    var rate = effective("slow").getJsonObject("rate");
    assertThat(rate.getInteger("max_qps")).isEqualTo(1);
    assertThat(rate.getInteger("refused")).isPositive();
    assertThat(rate.getBoolean("over")).isTrue();
    assertThat(effective("free").getJsonObject("rate").getValue("max_qps")).isNull();
  }

  private JsonObject effective(String tenant) {
    return new JsonObject(gateway.ops("/ops/tenants/" + tenant).body()).getJsonObject("effective");
  }

  @Test
  void anEditOfTheLimitKeepsWhatWasUsedUp() throws IOException {
    tenant(gateway.tenants(), "slow", "limits: {max_qps: 1, burst_ms: 60000}\n");
    gateway.reload();
    int passed = 0;
    for (int i = 0; i < 20; i++) {
      passed += gateway.get("/slo?tenant=slow").statusCode() == 200 ? 1 : 0;
    }
    assertThat(passed).as("a tenant nobody has seen yet begins with its burst").isEqualTo(20);
    tenant(gateway.tenants(), "slow", "limits: {max_qps: 2, burst_ms: 0}\n");
    gateway.reload();
    refused("/slo?tenant=slow");
    tenant(gateway.tenants(), "slow", "limits: {max_qps: 1, burst_ms: 60000}\n");
    gateway.reload();
    passed = 0;
    while (gateway.get("/slo?tenant=slow").statusCode() == 200) {
      passed++;
    }
    assertThat(passed).as("at one a second, and nothing saved up").isLessThan(10);
  }
}
