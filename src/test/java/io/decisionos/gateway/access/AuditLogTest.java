package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RawHttp;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** What a gateway notes for auditors. */
final class AuditLogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir private Path home;
  private RunningGateway gateway;
  private DevelopmentKey key;

  @BeforeEach
  void start() throws IOException {
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"));
    key = DevelopmentKey.of(home.resolve("var"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private String token(String scope) {
    return key.mint("alice", List.of("acme-corp"), scope, Instant.now().plusSeconds(60));
  }

  private HttpResponse<String> get(String target, String token) {
    return gateway.send(
        gateway.request(target).header("Authorization", "Bearer " + token).GET().build());
  }

  private HttpResponse<String> post(String target, String token, String body) {
    return gateway.send(
        gateway
            .opsRequest(target)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private List<JsonObject> entries() {
    var entries = new ArrayList<JsonObject>();
    Path audit = home.resolve("var/audit");
    if (!Files.isDirectory(audit)) {
      return entries;
    }
    try (Stream<Path> files = Files.list(audit)) {
      for (Path file : files.sorted().toList()) {
        Files.readAllLines(file).forEach(line -> entries.add(new JsonObject(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private JsonObject await(String event, Predicate<JsonObject> like) {
    Predicate<JsonObject> fits =
        entry -> entry.getString("event").equals(event) && like.test(entry);
    Await.until(PATIENCE, () -> entries().stream().anyMatch(fits), this::entries);
    return entries().stream().filter(fits).findFirst().orElseThrow();
  }

  @Test
  void aRefusedTokenIsNotedWithItsReasonAndWithoutItself() {
    HttpResponse<String> refused = get("/slo?tenant=acme-corp", "not.a.token");

    JsonObject entry = await("token.refused", any -> true);

    assertThat(entry.getString("detail")).contains("GET /slo").contains("base64url");
    assertThat(entry.getString("request_id"))
        .isEqualTo(refused.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(entry.getString("subject")).isNull();
    assertThat(entry.encode()).doesNotContain("not.a.token");
  }

  @Test
  void aTokenIsNotedAsOneWhateverSignatureStandsBesideItThatNobodyLooksAt() {
    gateway.send(
        gateway
            .request("/slo?tenant=acme-corp")
            .header("Authorization", "Bearer not.a.token")
            .header("Signature-Input", "theirs=(\"@method\");tag=\"theirs\"")
            .GET()
            .build());

    assertThat(await("token.refused", any -> true).getString("detail")).contains("base64url");
    assertThat(entries()).noneMatch(entry -> entry.getString("event").equals("signature.refused"));
  }

  @Test
  void whoAsksForAnothersTenantIsNotedByName() {
    get("/slo?tenant=default", token("ops:read"));

    JsonObject entry = await("tenant.mismatch", any -> true);

    assertThat(entry.getString("subject")).isEqualTo("alice");
    assertThat(entry.getString("tenant")).isEqualTo("default");
    assertThat(entry.getString("outcome")).isEqualTo("refused");
  }

  @Test
  void whatOperatorsDoIsNotedAndWhatTheyReadIsNot() {
    gateway.send(
        gateway
            .opsRequest("/ops/tenants")
            .header("Authorization", "Bearer " + token("ops:admin"))
            .GET()
            .build());
    post("/ops/tenants/reload", token("ops:admin"), "{}");
    post("/ops/tenants/reload", token("ops:metrics"), "{}");

    JsonObject done = await("operator.action", any -> true);
    JsonObject refused = await("scope.refused", any -> true);

    assertThat(done.getString("subject")).isEqualTo("alice");
    assertThat(done.getString("outcome")).isEqualTo("done");
    assertThat(done.getString("detail"))
        .isEqualTo("POST /ops/tenants/reload was answered with 200");
    assertThat(refused.getString("detail")).contains("ops:admin");
    assertThat(entries()).noneMatch(entry -> entry.getString("detail").contains("GET /ops"));
  }

  /** Every way to be turned away at the operators' listener, reads included, by event. */
  private static Stream<Arguments> refusedCalls() {
    return Stream.of(
        Arguments.of("token.missing", "GET", "/ops/tenants", Map.of()),
        Arguments.of("token.missing", "GET", "/metrics", Map.of()),
        Arguments.of("token.missing", "POST", "/ops/tenants/reload", Map.of()),
        Arguments.of("token.missing", "GET", "/ops/nowhere", Map.of()),
        Arguments.of("token.refused", "GET", "/ops/events", Map.of("Authorization", "Bearer x")),
        Arguments.of("scope.refused", "GET", "/ops/events", Map.of("Authorization", "METRICS")),
        Arguments.of(
            "scope.refused", "POST", "/ops/tenants/reload", Map.of("Authorization", "METRICS")),
        Arguments.of(
            "cross_site.refused",
            "POST",
            "/ops/tenants/reload",
            Map.of("Authorization", "ADMIN", "Origin", "http://evil.example")),
        Arguments.of(
            "cross_site.refused",
            "POST",
            "/ops/tenants/reload",
            Map.of("Authorization", "ADMIN", "Sec-Fetch-Site", "cross-site")),
        Arguments.of(
            "cross_site.refused",
            "POST",
            "/console/login",
            Map.of("Origin", "http://evil.example")),
        Arguments.of(
            "cross_site.refused", "POST", "/console/logout", Map.of("Sec-Fetch-Site", "same-site")),
        Arguments.of("token.refused", "POST", "/console/login", Map.of()));
  }

  @Test
  void everyRefusedCallOfAnOperatorIsNotedWithItsRequestId() {
    refusedCalls().map(Arguments::get).forEach(this::isNoted);
  }

  @SuppressWarnings("unchecked")
  private void isNoted(Object... call) {
    String line = call[1] + " " + call[2];
    var request =
        gateway
            .opsRequest((String) call[2])
            .header("Content-Type", "application/json")
            .method((String) call[1], BodyPublishers.ofString("{\"token\":\"no.such.token\"}"));
    ((Map<String, String>) call[3]).forEach((name, value) -> request.header(name, value(value)));
    HttpResponse<String> refused = gateway.send(request.build());
    String id = refused.headers().firstValue("X-Request-Id").orElseThrow();

    JsonObject entry = await((String) call[0], e -> id.equals(e.getString("request_id")));

    assertThat(refused.statusCode()).as(line).isIn(401, 403);
    assertThat(entry.getString("outcome")).isEqualTo("refused");
    assertThat(entry.getString("detail")).startsWith(line + ": ");
    assertThat(entries().stream().filter(e -> id.equals(e.getString("request_id")))).hasSize(1);
  }

  private String value(String text) {
    return switch (text) {
      case "ADMIN" -> "Bearer " + token("ops:admin");
      case "METRICS" -> "Bearer " + token("ops:metrics");
      default -> text;
    };
  }

  @Test
  void aCallUnderANameThatIsNotOursIsNoted() throws IOException {
    String request = "GET /ops/tenants HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    assertThat(RawHttp.exchange(gateway.opsPort(), request).status()).isEqualTo(421);
    assertThat(await("host.refused", any -> true).getString("detail")).contains("GET /ops/tenants");
  }

  @Test
  void aSuspensionIsNoted() throws IOException {
    Path file = gateway.tenants().resolve("acme_corp.yaml");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("status: active", "status: suspended"));

    JsonObject entry = await("tenant.changed", e -> e.getString("detail").contains("suspended"));

    assertThat(entry.getString("tenant")).isEqualTo("acme-corp");
  }

  @Test
  void aFloodOfBadTokensIsCountedAndDoesNotFillTheLog() {
    for (int i = 0; i < 400; i++) {
      get("/slo?tenant=acme-corp", "flood." + i + ".x");
    }

    JsonObject entry = await("audit.left_out", any -> true);

    assertThat(entry.getString("detail")).matches("\\d+ refusals came too fast to be noted");
  }

  @Test
  void aLogThatCannotBeWrittenStopsNobodyAndSaysLaterWhatIsMissing() throws IOException {
    Path audit = home.resolve("var/audit");
    Path aside = home.resolve("var/aside");
    await("gateway.started", any -> true);
    gateway.close();
    Files.move(audit, aside);
    Files.writeString(audit, "in the way");
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"));

    assertThat(get("/slo?tenant=default", token("ops:read")).statusCode()).isEqualTo(403);
    Await.until(PATIENCE, () -> readyz().contains("audit log cannot be written"), this::readyz);
    assertThat(get("/slo?tenant=acme-corp", token("ops:read")).statusCode()).isEqualTo(200);

    Files.delete(audit);
    Files.move(aside, audit);
    JsonObject entry = await("audit.lost", any -> true);
    assertThat(entry.getString("detail")).matches("[1-9]\\d* entries could not be written");
    Await.until(PATIENCE, () -> readyz().contains("\"audit\":{\"state\":\"ok\""), this::readyz);
  }

  private String readyz() {
    return gateway
        .send(
            gateway
                .opsRequest("/readyz")
                .header("Authorization", "Bearer " + token("ops:metrics"))
                .GET()
                .build())
        .body();
  }
}
