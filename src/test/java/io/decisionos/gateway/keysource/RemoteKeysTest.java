package io.decisionos.gateway.keysource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.fixture.FakeAws.Mood;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.fixture.Talkative;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose keys come from AWS, and what holds while AWS is away. */
final class RemoteKeysTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final SigningKey SECRET = SigningKey.make("in-ssm", Algorithm.HS256);
  private static final SigningKey PAIR = SigningKey.make("in-kms", Algorithm.EDDSA);
  private static final SigningKey SEALED = SigningKey.make("sealed", Algorithm.HS256);
  private static final SigningKey VARIABLE = SigningKey.make("in-env", Algorithm.HS256);
  private static final SigningKey LOCAL = SigningKey.make("local", Algorithm.EDDSA);
  private static final SigningKey STRANGER = SigningKey.make("stranger", Algorithm.EDDSA);

  @TempDir private Path home;
  // The search for secrets comes here, too.
  private final Talkative log = new Talkative();
  private FakeAws aws;

  @BeforeEach
  void listKeys() throws IOException {
    aws = FakeAws.start().holding("/keys/s", SECRET.jwk().encode());
    Path conf = Files.createDirectories(home.resolve("conf"));
    LOCAL.writeTo(conf);
    Files.write(conf.resolve("p.sealed"), FakeAws.sealed(PAIR.pem()));
    Files.write(conf.resolve("s.sealed"), FakeAws.sealed(SEALED.jwk().encode()));
    SigningKey.list(
        conf,
        LOCAL.entry("active"),
        SECRET.entry("active").replace("file: in-ssm.jwk", "ssm: /keys/s"),
        SEALED.entry("active").replace("file: sealed.jwk", "kms: s.sealed"),
        VARIABLE.entry("active").replace("file: in-env.jwk", "env: KEY_IN_ENV"),
        PAIR.entry("active").replace("file: in-kms.pem", "kms: p.sealed"));
  }

  @AfterEach
  void stop() {
    aws.close();
    log.close();
  }

  private RunningGateway start(String refresh, String grace) throws IOException {
    var variables = new HashMap<String, String>();
    variables.put("DECISIONOS_AUTH", "jwt");
    variables.put("DECISIONOS_KEYS_ENDPOINT_SSM", aws.endpoint());
    variables.put("DECISIONOS_KEYS_ENDPOINT_KMS", aws.endpoint());
    variables.put("KEY_IN_ENV", VARIABLE.jwk().encode());
    variables.put("DECISIONOS_KEYS_REFRESH_MS", refresh);
    variables.put("DECISIONOS_KEYS_STALE_GRACE_MS", grace);
    return RunningGateway.start(home, Map.copyOf(variables));
  }

  private static String token(SigningKey key) {
    return key.sign(
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", new JsonArray().add("acme-corp"))
            .put("scope", "ops:read ops:metrics ops:admin")
            .put("exp", Instant.now().getEpochSecond() + 600));
  }

  private static HttpResponse<String> ask(RunningGateway gateway, SigningKey key) {
    return gateway.get("/slo?tenant=acme-corp", token(key));
  }

  private static JsonObject keysCheck(RunningGateway gateway) {
    HttpResponse<String> ready =
        gateway.send(
            gateway
                .opsRequest("/readyz")
                .header("Authorization", "Bearer " + token(LOCAL))
                .GET()
                .build());
    assertThat(ready.statusCode()).isEqualTo(200);
    return new JsonObject(ready.body()).getJsonObject("checks").getJsonObject("keys");
  }

  private static void await(RunningGateway gateway, SigningKey key, int status) {
    Await.until(
        PATIENCE,
        () -> ask(gateway, key).statusCode() == status,
        () -> key.kid() + ": " + ask(gateway, key).body() + keysCheck(gateway).encode());
  }

  @Test
  void keysCountWhereverTheyComeFromAndWhileTheirSourceIsAwayForATime() throws IOException {
    try (var gateway = start("1000", "4000")) {
      for (SigningKey key : List.of(LOCAL, SECRET, PAIR, SEALED, VARIABLE)) {
        assertThat(ask(gateway, key).statusCode()).as(key.kid()).isEqualTo(200);
      }
      assertThat(ask(gateway, STRANGER).statusCode()).isEqualTo(401);
      assertThat(keysCheck(gateway).getString("state")).isEqualTo("ok");

      aws.turn(Mood.FAILING);
      Await.until(
          PATIENCE,
          () -> keysCheck(gateway).encode().contains("key.source_stale"),
          () -> keysCheck(gateway).encode());
      JsonObject keyset = keysCheck(gateway).getJsonArray("keysets").getJsonObject(0);
      assertThat(keyset.getLong("stale_left_ms")).isBetween(0L, 4000L);
      assertThat(ask(gateway, SECRET).statusCode()).isIn(200, 503);

      await(gateway, SECRET, 503);
      await(gateway, PAIR, 503);
      assertThat(ask(gateway, STRANGER).body()).contains("auth.unavailable");
      assertThat(ask(gateway, LOCAL).statusCode()).isEqualTo(200);

      aws.turn(Mood.WELL);
      await(gateway, SECRET, 200);
      await(gateway, PAIR, 200);
      assertThat(ask(gateway, STRANGER).statusCode()).isEqualTo(401);
      assertThat(keysCheck(gateway).getString("state")).isEqualTo("ok");
    }
  }

  @Test
  void aStartWithKeysOfAnotherSourceThanTheObligatoryOnesIsRefusedInOneLine() throws IOException {
    var variables =
        Map.of("DECISIONOS_KEYS_SOURCES", "ssm,kms", "KEY_IN_ENV", VARIABLE.jwk().encode());
    assertThatThrownBy(() -> RunningGateway.start(home, variables))
        .hasMessageContaining("keysets.yaml:5: ")
        .hasMessageContaining("found file, expected one of keys.sources: kms, ssm");
  }

  @Test
  void aStartWithoutTheSourceComesUpDegradedAndHealsByItself() throws IOException {
    aws.turn(Mood.THROTTLING);
    try (var gateway = start("1000", "60000")) {
      assertThat(ask(gateway, LOCAL).statusCode()).isEqualTo(200);
      HttpResponse<String> unloaded = ask(gateway, SECRET);
      HttpResponse<String> unknown = ask(gateway, STRANGER);
      for (HttpResponse<String> answer : List.of(unloaded, unknown)) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        JsonObject problem = new JsonObject(answer.body());
        assertThat(problem.getString("reason_code")).isEqualTo("auth.unavailable");
      }
      assertThat(new JsonObject(unknown.body()).getString("detail"))
          .isEqualTo(new JsonObject(unloaded.body()).getString("detail"));
      JsonObject check = keysCheck(gateway);
      assertThat(check.getString("state")).isEqualTo("degraded");
      assertThat(check.getString("cause")).contains("key.source_stale", "ThrottlingException");

      aws.turn(Mood.WELL);
      await(gateway, SECRET, 200);
      await(gateway, PAIR, 200);
    }
  }
}
