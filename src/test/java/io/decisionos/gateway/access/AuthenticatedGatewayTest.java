package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole gateway that asks for tokens. */
final class AuthenticatedGatewayTest {
  private static final SigningKey KEY = SigningKey.make("first", Algorithm.EDDSA);

  @TempDir private static Path home;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    KEY.writeTo(conf);
    SigningKey.list(conf, KEY.entry("active"));
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static JsonObject claims(String scope) {
    return new JsonObject()
        .put("iss", "decisionos")
        .put("aud", "decisionos")
        .put("sub", "alice")
        .put("tenant", new JsonArray().add("acme-corp").add("gone"))
        .put("scope", scope)
        .put("exp", Instant.now().getEpochSecond() + 600);
  }

  private static String token(String scope) {
    return KEY.sign(claims(scope));
  }

  private static HttpResponse<String> get(String target, String token) {
    return gateway.send(
        gateway.request(target).header("Authorization", "Bearer " + token).GET().build());
  }

  private static HttpResponse<String> ops(String target, String token) {
    return gateway.send(
        gateway.opsRequest(target).header("Authorization", "Bearer " + token).GET().build());
  }

  private static String reason(HttpResponse<String> response) {
    return new JsonObject(response.body()).getString("reason_code");
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElse("");
  }

  @Test
  void withoutATokenNothingIsAnsweredButWhatIsOpen() {
    HttpResponse<String> refused = gateway.get("/slo?tenant=acme-corp");

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(reason(refused)).isEqualTo("auth.missing");
    assertThat(challenge(refused)).isEqualTo("Bearer realm=\"decisionos\"");
    assertThat(gateway.get("/nowhere?tenant=acme-corp").statusCode()).isEqualTo(401);
    assertThat(gateway.get("/slo").statusCode()).isEqualTo(401);
    for (String open : List.of("/healthz", "/readyz", "/openapi.yaml")) {
      assertThat(gateway.get(open).statusCode()).as(open).isEqualTo(200);
    }
  }

  @Test
  void whereTokensAloneCountSignaturesAreIgnored() {
    for (String input : List.of("x=(\"@method\");tag=\"decisionos\"", "no dictionary,")) {
      HttpRequest.Builder signed =
          gateway.request("/slo?tenant=acme-corp").header("Signature-Input", input);

      assertThat(reason(gateway.send(signed.build()))).isEqualTo("auth.missing");
      HttpRequest both = signed.header("Authorization", "Bearer " + token("ops:read")).build();
      assertThat(gateway.send(both).statusCode()).as(input).isEqualTo(200);
    }
  }

  @Test
  void aTokenOfTheTenantWithTheScopeIsAnswered() {
    assertThat(get("/slo?tenant=acme-corp", token("ops:read")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/slo,                          ops:read,   400, tenant.missing",
    "/slo?tenant=,                  ops:read,   400, tenant.missing",
    "/slo?tenant=a&tenant=b,        store:read, 400, tenant.conflict",
    "/slo?tenant=default,           ops:read,   403, auth.tenant_mismatch",
    "/slo?tenant=nobody,            ops:read,   403, auth.tenant_mismatch",
    "/slo?tenant=NOBODY,            ops:read,   403, auth.tenant_mismatch",
    "/slo?tenant=gone,              ops:read,   403, tenant.unknown",
    "/slo?tenant=gone,              store:read, 403, tenant.unknown",
    "/slo?tenant=acme-corp,         store:read, 403, auth.scope",
    "/slo?tenant=acme-corp,         ops:admin,  403, auth.scope",
    "/slo?tenant=acme-corp,         '',         403, auth.scope",
    "/etags/k?tenant=acme-corp,     store:write,403, auth.scope",
    "/etags/k?tenant=acme-corp,     store:read, 404, etag.missing",
    "/replay?tenant=acme-corp,      ops:read,   403, auth.scope",
    "/replay?tenant=acme-corp,      replay:write,405, request.method_not_allowed",
    "/nowhere?tenant=acme-corp,     '',         404, request.not_found",
    "/nowhere?tenant=default,       ops:read,   403, auth.tenant_mismatch",
  })
  void theChecksComeInTheOrderOfTheContract(
      String target, String scope, int status, String reason) {
    HttpResponse<String> response = get(target, token(scope));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(reason(response)).isEqualTo(reason);
  }

  @Test
  void aLackingScopeIsNamed() {
    HttpResponse<String> response = get("/slo?tenant=acme-corp", token("store:read"));

    assertThat(challenge(response)).contains("insufficient_scope").contains("scope=\"ops:read\"");
    assertThat(new JsonObject(response.body()).getString("detail")).contains("ops:read");
  }

  @Test
  void anothersTenantAndNoTenantGiveTheSameAnswer() {
    String token = token("ops:read");
    JsonObject real = new JsonObject(get("/slo?tenant=default", token).body());
    JsonObject none = new JsonObject(get("/slo?tenant=nobody", token).body());
    real.remove("request_id");
    none.remove("request_id");

    assertThat(real).isEqualTo(none);
  }

  @Test
  void aBadTokenSaysWhatIsWrongWithIt() {
    String expired = KEY.sign(claims("ops:read").put("exp", 1));
    HttpResponse<String> response = get("/slo?tenant=acme-corp", expired);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(reason(response)).isEqualTo("auth.invalid");
    assertThat(challenge(response)).contains("invalid_token").contains("has expired");
    assertThat(response.body()).contains("has expired").doesNotContain(expired);
  }

  @Test
  void aTokenWithATypoSaysWhatToDo() {
    String good = token("ops:read");
    int claims = good.indexOf('.') + 1;
    int signature = good.lastIndexOf('.') + 1;
    for (String typo :
        List.of(
            good.substring(0, signature - 1),
            good.substring(0, signature + 8),
            good.substring(0, claims) + "A" + good.substring(claims + 1),
            good.substring(0, signature)
                + changed(good.charAt(signature))
                + good.substring(signature + 1))) {
      HttpResponse<String> response = get("/slo?tenant=acme-corp", typo);

      assertThat(reason(response)).isEqualTo("auth.invalid");
      assertThat(response.body()).contains("as it was issued");
    }
  }

  private static char changed(char character) {
    return character == 'A' ? 'B' : 'A';
  }

  @ParameterizedTest
  @CsvSource({
    "'Authorization: bearer %s',                            200",
    "'Authorization: BEARER  %s',                           200",
    "'Authorization: Bearer %1$s\r\nAuthorization: Bearer %1$s', 401",
    "'Authorization: Basic %s',                             401",
    "'Authorization: Bearer',                               401",
    "'Authorization: Bearer %1$s, Bearer %1$s',             401",
    "'Authorization: %s',                                   401",
    "'X-Authorization: Bearer %s',                          401",
    "'Cookie: decisionos_token=%s',                         401",
  })
  void oneFieldCarriesTheToken(String field, int status) throws IOException {
    String request =
        "GET /slo?tenant=acme-corp HTTP/1.1\r\nHost: localhost\r\n"
            + String.format(field, token("ops:read"))
            + "\r\n\r\n";

    RawHttp.Response response = RawHttp.exchange(gateway.httpPort(), request);

    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
  }

  @Test
  void operatorsNeedTheirScopes() {
    String metrics = token("ops:metrics");
    String admin = token("ops:admin");

    assertThat(gateway.ops("/metrics").statusCode()).isEqualTo(401);
    assertThat(ops("/metrics", token("ops:read")).statusCode()).isEqualTo(403);
    assertThat(ops("/metrics", metrics).statusCode()).isEqualTo(200);
    assertThat(ops("/metrics", admin).statusCode()).isEqualTo(200);
    assertThat(ops("/ops/tenants", metrics).statusCode()).isEqualTo(403);
    assertThat(ops("/ops/tenants", admin).statusCode()).isEqualTo(200);
    assertThat(gateway.reload().statusCode()).isEqualTo(401);
  }

  @Test
  void readinessIsBareForWhoeverHasNotTheScope() {
    assertThat(gateway.ops("/healthz").statusCode()).isEqualTo(200);
    assertThat(gateway.ops("/readyz").body()).isEqualTo("{\"state\":\"ok\"}");
    assertThat(ops("/readyz", "rubbish").body()).isEqualTo("{\"state\":\"ok\"}");
    assertThat(ops("/readyz", token("ops:read")).body()).doesNotContain("checks");
    assertThat(ops("/readyz", token("ops:metrics")).body()).contains("checks");
  }

  @Test
  void aTokenOfTheDevelopmentKeyCounts() throws IOException {
    String token =
        DevelopmentKey.of(home.resolve("var"))
            .mint("dev", List.of("default"), "ops:read", Instant.now().plusSeconds(60));

    assertThat(get("/slo?tenant=default", token).statusCode()).isEqualTo(200);
    var permissions = Files.getPosixFilePermissions(home.resolve("var/development-key"));
    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @Test
  void keysComeAndGoWithoutARestart() throws IOException {
    SigningKey second = SigningKey.make("second", Algorithm.ES256);
    String old = token("ops:read");
    String next = second.sign(claims("ops:read"));
    assertThat(get("/slo?tenant=acme-corp", old).statusCode()).isEqualTo(200);
    assertThat(get("/slo?tenant=acme-corp", next).statusCode()).isEqualTo(401);

    second.writeTo(gateway.conf());
    SigningKey.list(gateway.conf(), KEY.entry("grace"), second.entry("active"));
    await(next, 200);
    assertThat(get("/slo?tenant=acme-corp", old).statusCode()).isEqualTo(200);

    SigningKey.list(gateway.conf(), KEY.entry("retired"), second.entry("active"));
    await(old, 401);
    assertThat(get("/slo?tenant=acme-corp", old).body()).contains("key is retired");
    assertThat(get("/slo?tenant=acme-corp", next).statusCode()).isEqualTo(200);

    Files.writeString(gateway.conf().resolve("keysets.yaml"), "keysets:\n  - name: oops\n");
    String admin = second.sign(claims("ops:admin"));
    Await.until(
        Duration.ofSeconds(10),
        () -> ops("/readyz", admin).body().contains("keysets.yaml:2: keysets[0].purpose"),
        () -> ops("/readyz", admin).body());
    assertThat(get("/slo?tenant=acme-corp", next).statusCode()).isEqualTo(200);

    SigningKey.list(gateway.conf(), KEY.entry("active"));
    await(old, 200);
    assertThat(get("/slo?tenant=acme-corp", next).statusCode()).isEqualTo(401);
  }

  private static void await(String token, int status) {
    Await.until(
        Duration.ofSeconds(10),
        () -> get("/slo?tenant=acme-corp", token).statusCode() == status,
        () -> get("/slo?tenant=acme-corp", token).body());
  }

  @Test
  void whoeverIsRefusedIsNotToldApartByTheRequest() throws IOException {
    HttpRequest post =
        gateway
            .request("/replay?tenant=acme-corp")
            .header("Authorization", "Bearer " + token("ops:read"))
            .POST(HttpRequest.BodyPublishers.ofString("not json"))
            .build();

    assertThat(reason(gateway.send(post))).isEqualTo("auth.scope");
  }
}
