package io.decisionos.gateway.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.evidence.log.Stranger;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.keys.Algorithm;
import io.decisionos.gateway.keys.KeyGenerator;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two whole gateways on one evidence root, of which one writes. */
final class SharedRootTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String TENANT = "?tenant=acme-corp";
  private static final String KEYSET =
      """
      keysets:
        - name: log
          purpose: evidence
          keys:
            - {kid: one, algorithm: ed25519, state: active, material: {file: one.private.pem}}
      """;
  private static final String KEY =
      KeyGenerator.make("one", Algorithm.ED25519).get("one.private.pem");

  @TempDir private Path directory;

  @Test
  void allTakeInAndServeAndTheWriterDoesWhatTheOthersAreAsked() throws IOException {
    try (var writer = gateway("writer", true, KEYSET);
        var other = gateway("other", false, KEYSET)) {
      handIn(other, "1", 1);
      handIn(writer, "2", 2);
      awaitBoth(writer, other);
      locksAndProofsAreTheSame(writer, other);
      holdsAreTheSame(writer, other);
      assertThat(plan(other).statusCode()).isEqualTo(503);
      assertThat(plan(writer).statusCode()).isEqualTo(201);
    }
  }

  private static void awaitBoth(RunningGateway writer, RunningGateway other) {
    for (RunningGateway each : new RunningGateway[] {writer, other}) {
      for (String id : new String[] {"1", "2"}) {
        String target = "/evidence/" + id + TENANT;
        Await.until(PATIENCE, () -> each.get(target).statusCode() == 200, () -> target);
      }
    }
  }

  private static void locksAndProofsAreTheSame(RunningGateway writer, RunningGateway other) {
    HttpResponse<String> locked = post(other, "/evidence/1/lock" + TENANT, "");
    assertThat(locked.statusCode()).as(locked.body()).isEqualTo(200);
    JsonObject entry = new JsonObject(locked.body());
    assertThat(entry.getString("tier")).isEqualTo("LOCKED");
    assertThat(post(writer, "/evidence/1/lock" + TENANT, "").body()).isEqualTo(locked.body());
    Await.until(
        PATIENCE, () -> isListed(other, entry), () -> other.get("/evidence" + TENANT).body());
    assertThat(isListed(writer, entry)).isTrue();
    String checkpoint = "/evidence/log/acme-corp/checkpoint";
    Await.until(
        PATIENCE,
        () -> other.get(checkpoint).body().equals(writer.get(checkpoint).body()),
        () -> other.get(checkpoint).body());
    JsonObject proof = new JsonObject(other.get("/evidence/1/proof" + TENANT).body());
    assertThat(Stranger.proves(proof)).isTrue();
    assertThat(post(other, "/evidence/none/lock" + TENANT, "").statusCode()).isEqualTo(404);
  }

  /** Whether the entry stands in the list as it was answered, its time included. */
  private static boolean isListed(RunningGateway gateway, JsonObject entry) {
    return new JsonObject(gateway.get("/evidence" + TENANT).body())
        .getJsonArray("files")
        .contains(entry);
  }

  private static void holdsAreTheSame(RunningGateway writer, RunningGateway other) {
    String target = "/ops/evidence/acme-corp/1/hold";
    HttpResponse<String> held = ops(other, "PUT", target, "{\"reason\":\"a case\"}");
    assertThat(held.statusCode()).as(held.body()).isEqualTo(200);
    String holds = writer.ops("/ops/evidence/holds").body();
    assertThat(holds).contains("a case");
    assertThat(other.ops("/ops/evidence/holds").body()).isEqualTo(holds);
    assertThat(ops(other, "DELETE", target, "").statusCode()).isEqualTo(204);
    assertThat(writer.ops("/ops/evidence/holds").body()).doesNotContain("a case");
  }

  @Test
  void withoutTheWriterItsWorkWaitsAndNothingHasHappened() throws IOException {
    try (var other = gateway("other", false, KEYSET)) {
      handIn(other, "1", 1);
      HttpResponse<String> answer = post(other, "/evidence/1/lock" + TENANT, "");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(new JsonObject(answer.body()).getString("reason_code"))
          .isEqualTo("evidence.log_unavailable");
      try (var writer = gateway("writer", true, KEYSET)) {
        String target = "/evidence/1" + TENANT;
        Await.until(PATIENCE, () -> writer.get(target).statusCode() == 200, () -> target);
        assertThat(writer.get("/evidence/summary" + TENANT).body()).contains("\"wip\":1");
        assertThat(post(other, "/evidence/1/lock" + TENANT, "").statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void aSecondWriterAndOneWithoutAKeysetDoNotStart() throws IOException {
    try (var writer = gateway("writer", true, KEYSET)) {
      assertThat(writer.get("/evidence" + TENANT).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> gateway("second", true, KEYSET))
          .hasMessageContaining("locked by another gateway");
      assertThatThrownBy(() -> gateway("other", false, "keysets: []\n"))
          .hasMessageContaining("evidence.writer: found false without a keyset for evidence");
    }
  }

  private RunningGateway gateway(String name, boolean writer, String keysets) throws IOException {
    Path home = directory.resolve(name);
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.writeString(conf.resolve("keysets.yaml"), keysets);
    Files.writeString(conf.resolve("one.private.pem"), KEY);
    Files.createDirectories(directory.resolve("root"));
    Map<String, String> variables = new HashMap<>();
    variables.put("DECISIONOS_EVIDENCE_DIRECTORY", directory.resolve("root").toString());
    variables.put("DECISIONOS_EVIDENCE_WRITER", Boolean.toString(writer));
    variables.put("DECISIONOS_EVIDENCE_SWEEP_MS", "100");
    variables.put("DECISIONOS_DATA_SECRET_FILE", directory.resolve("secret").toString());
    return RunningGateway.start(home, variables);
  }

  private static void handIn(RunningGateway gateway, String id, int seed) {
    String document = new String(EvidenceSample.valid("acme-corp", seed), UTF_8);
    HttpResponse<String> taken = post(gateway, "/evidence" + TENANT + "&id=" + id, document);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
  }

  private static HttpResponse<String> post(RunningGateway gateway, String target, String body) {
    return gateway.send(
        gateway
            .request(target)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> plan(RunningGateway gateway) {
    return ops(gateway, "POST", "/ops/evidence/gc/plans", "{}");
  }

  private static HttpResponse<String> ops(
      RunningGateway gateway, String method, String target, String body) {
    return gateway.send(
        gateway
            .opsRequest(target)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }
}
