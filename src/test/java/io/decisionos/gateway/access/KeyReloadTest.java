package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.fixture.SigningKey;
import io.decisionos.gateway.keys.Algorithm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator's edit of the keys brings about in a gateway that runs. */
final class KeyReloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SigningKey compromised = SigningKey.make("compromised", Algorithm.EDDSA);
  private final SigningKey successor = SigningKey.make("successor", Algorithm.EDDSA);
  @TempDir private Path home;

  private static String token(SigningKey key, String scope) {
    return key.sign(
        new JsonObject()
            .put("iss", "decisionos")
            .put("aud", "decisionos")
            .put("sub", "alice")
            .put("tenant", new JsonArray().add("acme-corp"))
            .put("scope", scope)
            .put("exp", Instant.now().getEpochSecond() + 600));
  }

  private static int status(RunningGateway gateway, String token) {
    return gateway.get("/slo?tenant=acme-corp", token).statusCode();
  }

  private static String readyz(RunningGateway gateway, String token) {
    HttpResponse<String> response =
        gateway.send(
            gateway.opsRequest("/readyz").header("Authorization", "Bearer " + token).GET().build());
    return response.body();
  }

  private RunningGateway startWithTheFirstKey() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    compromised.writeTo(conf);
    SigningKey.list(conf, compromised.entry("active"));
    return RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt"));
  }

  @Test
  void aKeyIsRetiredThoughItsSuccessorsFileIsSpelledOddly() throws IOException {
    try (var gateway = startWithTheFirstKey()) {
      String old = token(compromised, "ops:read");
      assertThat(status(gateway, old)).isEqualTo(200);

      Path file = gateway.conf().resolve(successor.file());
      Files.writeString(file, "\n" + successor.pem().replace("\n", " "));
      SigningKey.list(gateway.conf(), compromised.entry("retired"), successor.entry("active"));

      Await.until(PATIENCE, () -> status(gateway, old) == 401, () -> "the old key still counts");
      assertThat(status(gateway, token(successor, "ops:read"))).isEqualTo(200);
      assertThat(readyz(gateway, token(successor, "ops:metrics")))
          .contains("\"conf\":{\"state\":\"ok\"");
    }
  }

  @Test
  void aSuccessorThatIsNoKeyIsShownWhileTheLastGoodKeysCount() throws IOException {
    try (var gateway = startWithTheFirstKey()) {
      Files.writeString(gateway.conf().resolve(successor.file()), "no key");
      SigningKey.list(gateway.conf(), compromised.entry("retired"), successor.entry("active"));

      String metrics = token(compromised, "ops:metrics");
      Await.until(
          PATIENCE,
          () -> readyz(gateway, metrics).contains("keys[1].material.file"),
          () -> readyz(gateway, metrics));

      successor.writeTo(gateway.conf());
      String old = token(compromised, "ops:read");
      Await.until(PATIENCE, () -> status(gateway, old) == 401, () -> "the old key still counts");
    }
  }

  @Test
  void aListThatIsBrokenWhenItFirstAppearsIsShownUntilItIsGone() throws IOException {
    Path conf = Files.createDirectory(home.resolve("without-keys"));
    for (String name : List.of("gateway.yaml", "slo.yaml", "labels.yaml", "cards.yaml")) {
      Files.copy(Path.of("conf", name), conf.resolve(name));
    }
    try (var gateway = RunningGateway.start(home, Map.of("DECISIONOS_CONF", conf.toString()))) {
      Path list = conf.resolve("keysets.yaml");
      Files.writeString(list, "keysets:\n  - name: oops\n");
      Await.until(
          PATIENCE,
          () -> gateway.ops("/readyz").body().contains("keysets.yaml:2: keysets[0].purpose"),
          () -> gateway.ops("/readyz").body());

      Files.delete(list);
      Await.until(
          PATIENCE,
          () -> gateway.ops("/readyz").body().contains("\"conf\":{\"state\":\"ok\""),
          () -> gateway.ops("/readyz").body());
    }
  }
}
