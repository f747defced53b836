package io.decisionos.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.access.DevelopmentKey;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator's browser comes by its cookie, and what the cookie is good for. */
final class LoginTest {
  @TempDir private static Path home;
  private static RunningGateway gateway;
  private static DevelopmentKey key;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"));
    key = DevelopmentKey.of(home.resolve("var"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String token(String scope) {
    return key.mint("alice", List.of("acme-corp"), scope, Instant.now().plusSeconds(60));
  }

  private static HttpRequest.Builder login(String body) {
    return gateway
        .opsRequest("/console/login")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> loginWith(String token) {
    return gateway.send(login(new JsonObject().put("token", token).encode()).build());
  }

  private static String cookie(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElse("");
  }

  private static int status(HttpRequest.Builder request, String token) {
    return gateway
        .send(request.header("Cookie", "a=b; decisionos_token=" + token).build())
        .statusCode();
  }

  @Test
  void aTokenBecomesACookieThatNoScriptAndNoOtherSiteGets() {
    String token = token("ops:admin");

    HttpResponse<String> response = loginWith(token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(cookie(response))
        .isEqualTo("decisionos_token=" + token + "; Path=/; HTTPOnly; SameSite=Strict");
    assertThat(new JsonObject(response.body()).getString("subject")).isEqualTo("alice");
    assertThat(response.body()).doesNotContain(token);
  }

  @Test
  void aBadTokenGetsNoCookie() {
    HttpResponse<String> response = loginWith("rubbish");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("invalid_token");
    assertThat(cookie(response)).isEmpty();
    assertThat(loginWith("x".repeat(4000)).statusCode()).isEqualTo(401);
    for (String body : List.of("", "[]", "null", "{", "{}", "{\"token\":7}", "\"token\"")) {
      assertThat(gateway.send(login(body).build()).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void anotherSitesPageLogsNobodyInOrOut() {
    String body = new JsonObject().put("token", token("ops:admin")).encode();

    HttpResponse<String> foreign =
        gateway.send(login(body).header("Origin", "https://evil.example").build());

    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(cookie(foreign)).isEmpty();
  }

  @Test
  void theCookieCountsForReadingOnTheOperatorsListenerAlone() {
    String token = token("ops:admin ops:read");
    HttpRequest.Builder reload =
        gateway
            .opsRequest("/ops/tenants/reload")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"));

    assertThat(status(gateway.opsRequest("/ops/tenants").GET(), token)).isEqualTo(200);
    assertThat(
            status(
                gateway.opsRequest("/ops/tenants").method("HEAD", BodyPublishers.noBody()), token))
        .isEqualTo(200);
    assertThat(status(reload, token)).isEqualTo(401);
    assertThat(status(gateway.request("/slo?tenant=acme-corp").GET(), token)).isEqualTo(401);
  }

  @Test
  void aBadCookieIsAsGoodAsABadToken() {
    assertThat(status(gateway.opsRequest("/ops/tenants").GET(), "rubbish")).isEqualTo(401);
    assertThat(status(gateway.opsRequest("/ops/tenants").GET(), token("ops:read"))).isEqualTo(403);
    assertThat(status(gateway.opsRequest("/healthz").GET(), "rubbish")).isEqualTo(200);
  }

  @Test
  void theHeaderGoesBeforeTheCookie() {
    HttpRequest.Builder request =
        gateway.opsRequest("/ops/tenants").header("Authorization", "Bearer rubbish").GET();

    assertThat(status(request, token("ops:admin"))).isEqualTo(401);
  }

  @Test
  void loggingOutTakesTheCookieBack() {
    HttpResponse<String> response =
        gateway.send(
            gateway
                .opsRequest("/console/logout")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(cookie(response)).startsWith("decisionos_token=; Max-Age=0").contains("Path=/");
  }
}
