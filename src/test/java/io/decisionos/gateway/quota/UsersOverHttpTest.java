package io.decisionos.gateway.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code limits.max_users} as callers and operators see it. */
final class UsersOverHttpTest {
  private static final SigningKey KEY = SigningKey.make("key", Algorithm.EDDSA);

  @TempDir private Path home;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    KEY.writeTo(conf);
    SigningKey.list(conf, KEY.entry("active"));
    Path tenants = Files.createDirectories(home.resolve("tenants"));
    tenant(tenants, "strict", "{max_users: 1, max_users_action: refuse}");
    tenant(tenants, "mild", "{max_users: 1}");
    begin();
  }

  private void begin() throws IOException {
    gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"));
  }

  private static void tenant(Path tenants, String id, String limits) throws IOException {
    Files.writeString(
        tenants.resolve(id + ".yaml"),
        "tenant_id: " + id + "\nname: T\nstatus: active\nlimits: " + limits + "\n");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String bearer(String subject, String tenant, String scope) {
    return "Bearer "
        + KEY.sign(
            new JsonObject()
                .put("iss", "decisionos")
                .put("aud", "decisionos")
                .put("sub", subject)
                .put("tenant", tenant)
                .put("scope", scope)
                .put("exp", Instant.now().getEpochSecond() + 600));
  }

  private HttpResponse<String> call(String subject, String tenant) {
    return gateway.send(
        gateway
            .request("/slo?tenant=" + tenant)
            .header("Authorization", bearer(subject, tenant, "ops:read"))
            .build());
  }

  private HttpRequest.Builder asOperator(String target) {
    return gateway
        .opsRequest(target)
        .header("Authorization", bearer("op", "strict", "ops:admin ops:metrics"));
  }

  private JsonObject ops(String target) {
    return new JsonObject(gateway.send(asOperator(target).build()).body());
  }

  private JsonObject reset(String body) {
    return new JsonObject(
        gateway
            .send(
                asOperator("/ops/tenants/strict/users/reset")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build())
            .body());
  }

  @Test
  void aNewUserTooManyIsRefusedUntilAPlaceIsFree() {
    assertThat(call("alice", "strict").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = call("bob", "strict");

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("tenant.user_limit").doesNotContain("alice");
    assertThat(call("alice", "strict").statusCode()).isEqualTo(200);
    assertThat(reset("{\"sub\":null}").getString("reason_code")).isEqualTo("request.invalid");
    assertThat(reset("{\"sub\":\"alice\"}").getInteger("removed")).isEqualTo(1);
    assertThat(call("bob", "strict").statusCode()).isEqualTo(200);
    assertThat(call("alice", "strict").statusCode()).isEqualTo(403);
  }

  @Test
  void operatorsSeeWhoIsCountedPageByPage() {
    for (String subject : new String[] {"carol", "alice", "bob"}) {
      assertThat(call(subject, "mild").statusCode()).isEqualTo(200);
    }
    JsonObject page = ops("/ops/tenants/mild/users?limit=2");
    JsonObject rest = ops("/ops/tenants/mild/users?after=" + page.getString("next_after"));

    assertThat(page.getInteger("count")).isEqualTo(3);
    assertThat(page.getBoolean("over")).isTrue();
    assertThat(page.getJsonArray("users").getJsonObject(0).getString("sub")).isEqualTo("alice");
    assertThat(rest.getJsonArray("users").getJsonObject(0).getString("sub")).isEqualTo("carol");
    assertThat(rest.containsKey("next_after")).isFalse();
    assertThat(ops("/ops/tenants/strict/users").getJsonArray("users")).isEmpty();
  }

  @Test
  void operatorsAreToldOnceOfATenantWithTooManyUsers() {
    call("alice", "mild");
    call("bob", "mild");

    Await.until(
        Duration.ofSeconds(10),
        () -> ops("/ops/events").encode().contains("tenant.over_users"),
        () -> ops("/ops/events"));
    assertThat(gateway.send(asOperator("/metrics").build()).body())
        .contains("gateway_tenants_over_users 1.0");
    assertThat(
            ops("/ops/tenants/mild")
                .getJsonObject("effective")
                .getJsonObject("users")
                .getInteger("count"))
        .isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeWrittenHoldsUpNoOtherTenants() throws IOException {
    Path users = home.resolve("var/users");
    Files.createDirectory(users.resolve("strict.jsonl"));
    call("alice", "strict");
    for (String subject : List.of("carol", "dora", "erin")) {
      call(subject, "mild");
      awaitLine(users.resolve("mild.jsonl"), subject);
    }

    Files.delete(users.resolve("strict.jsonl"));
    awaitLine(users.resolve("strict.jsonl"), "alice");
    assertThat(Files.readString(users.resolve("mild.jsonl")).strip().split("\n+")).hasSize(3);
  }

  private static void awaitLine(Path file, String subject) {
    Await.until(
        Duration.ofSeconds(10),
        () -> Files.isRegularFile(file) && read(file).contains('"' + subject + '"'),
        () -> file);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void usersAreKnownAfterARestartAndForgottenOnesAreNot() throws IOException {
    call("alice", "strict");
    call("dora", "mild");
    stop();
    begin();

    assertThat(call("bob", "strict").statusCode()).isEqualTo(403);
    assertThat(call("alice", "strict").statusCode()).isEqualTo(200);
    assertThat(reset("{}").getInteger("removed")).isEqualTo(1);
    stop();
    begin();
    assertThat(ops("/ops/tenants/strict/users").getInteger("count")).isZero();
    assertThat(ops("/ops/tenants/mild/users").getInteger("count")).isEqualTo(1);
  }
}
