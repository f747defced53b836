package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.log.Stranger;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that go while nobody looks, and many at once. */
final class EvidenceLossTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 12;

  @TempDir Path home;

  private Path root() throws IOException {
    return Files.createDirectories(home.resolve("var/evidence"));
  }

  private List<String> ops() throws IOException {
    String data = home.resolve("var").toString();
    String key =
        CommandLineRun.of("evidence", "log-key", "--tenant", "acme-corp", "--data", data)
            .out()
            .strip();
    return Stranger.entries(root().resolve(".log/acme-corp"), key).stream()
        .map(leaf -> new JsonObject(leaf).getString("op"))
        .toList();
  }

  private static void awaitLeaves(RunningGateway gateway, int leaves) {
    String checkpoint = "/evidence/log/acme-corp/checkpoint";
    Await.until(
        PATIENCE,
        () -> gateway.get(checkpoint).body().startsWith("decisionos/acme-corp\n" + leaves + "\n"),
        () -> gateway.get(checkpoint).body());
  }

  private static void awaitReadiness(RunningGateway gateway, String word) {
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains(word),
        () -> gateway.ops("/readyz").body());
  }

  private static int acknowledge(RunningGateway gateway) {
    return gateway
        .send(
            gateway
                .opsRequest("/ops/evidence/lost/acknowledge")
                .header("Content-Type", "application/json")
                .method("POST", BodyPublishers.ofString("{\"tenant\": \"acme-corp\"}"))
                .build())
        .statusCode();
  }

  @Test
  void manyFilesThatAreGoneAtOnceAreNotLoggedUntilSomebodyKnows() throws IOException {
    for (int i = 0; i < MANY; i++) {
      Files.write(root().resolve(i + ".json"), EvidenceSample.valid("acme-corp", i));
    }
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, MANY);
      Path aside = Files.createDirectories(home.resolve("aside"));
      for (int i = 0; i < MANY; i++) {
        Files.move(root().resolve(i + ".json"), aside.resolve(i + ".json"));
      }
      awaitReadiness(gateway, "many files of acme-corp are gone at once");
      for (int i = 0; i < MANY; i++) {
        Files.move(aside.resolve(i + ".json"), root().resolve(i + ".json"));
      }
      Await.until(
          PATIENCE,
          () -> !gateway.ops("/readyz").body().contains("lost_of"),
          () -> gateway.ops("/readyz").body());
      assertThat(ops()).containsOnly("add").hasSize(MANY);
      for (int i = 0; i < MANY; i++) {
        Files.delete(root().resolve(i + ".json"));
      }
      awaitReadiness(gateway, "many files of acme-corp are gone at once");
      assertThat(ops()).containsOnly("add");
      assertThat(acknowledge(gateway)).isEqualTo(200);
      assertThat(ops()).hasSize(2 * MANY).endsWith("lost");
      assertThat(gateway.ops("/readyz").body()).doesNotContain("lost_of");
      assertThat(acknowledge(gateway)).isEqualTo(200);
    }
  }

  @Test
  void whatHappensWhileNoGatewayRunsIsLoggedAtTheNextStart() throws IOException {
    for (int i = 0; i < 4; i++) {
      Files.write(root().resolve(i + ".json"), EvidenceSample.valid("acme-corp", i));
    }
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 4);
    }
    Files.move(root().resolve("0.json"), root().resolve("0.locked.json"));
    Files.write(root().resolve("1.json"), EvidenceSample.valid("acme-corp", 99));
    Path month = Files.createDirectories(root().resolve("acme-corp/2026-01"));
    Files.move(root().resolve("2.json"), month.resolve("evidence_2.json"));
    Files.delete(root().resolve("3.json"));
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 8);
      awaitReadiness(gateway, "files of acme-corp are gone");
      assertThat(ops().subList(4, 8)).containsExactlyInAnyOrder("lock", "change", "change", "lost");
    }
    try (var gateway = RunningGateway.start(home)) {
      awaitReadiness(gateway, "files of acme-corp are gone");
      assertThat(acknowledge(gateway)).isEqualTo(200);
    }
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 8);
      assertThat(gateway.ops("/readyz").body()).doesNotContain("lost_of");
    }
  }
}
