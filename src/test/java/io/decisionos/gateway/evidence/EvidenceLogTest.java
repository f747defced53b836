package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.log.Stranger;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a tenant's evidence, as callers and strangers meet it. */
final class EvidenceLogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LOG = "/evidence/log/acme-corp/";

  @TempDir Path home;
  private RunningGateway gateway;
  private Path root;

  @BeforeEach
  void start() throws IOException {
    root = Files.createDirectories(home.resolve("var/evidence"));
    gateway = RunningGateway.start(home);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> post(String target, String body) {
    return gateway.send(
        gateway
            .request(target)
            .header("Content-Type", "application/json")
            .method("POST", BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> ops(String method, String target, String body) {
    return gateway.send(
        gateway
            .opsRequest(target)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  private void handIn(String id, int seed) {
    String document =
        new String(
            EvidenceSample.valid("acme-corp", seed), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(post("/evidence?tenant=acme-corp&id=" + id, document).statusCode()).isEqualTo(201);
  }

  /** What a stranger reads of the log: the op and path of each leaf. */
  private List<String> leaves() {
    String key =
        CommandLineRun.of(
                "evidence",
                "log-key",
                "--tenant",
                "acme-corp",
                "--data",
                home.resolve("var").toString())
            .out()
            .strip();
    return Stranger.entries(root.resolve(".log/acme-corp"), key).stream()
        .map(JsonObject::new)
        .map(leaf -> leaf.getString("op") + " " + leaf.getString("path"))
        .toList();
  }

  private void awaitLeaves(String... expected) {
    Await.until(
        PATIENCE,
        () ->
            Files.exists(root.resolve(".log/acme-corp/checkpoint"))
                && leaves().equals(List.of(expected)),
        () -> leaves().toString());
  }

  @Test
  void whatIsHandedInAndLockedIsInTheLogAndProven() throws IOException {
    handIn("1", 1);
    handIn("2", 2);
    JsonObject locked = new JsonObject(post("/evidence/1/lock?tenant=acme-corp", "").body());
    String month = locked.getString("path").split("/", -1)[1];
    String one = "acme-corp/" + month + "/evidence_1";

    assertThat(leaves())
        .containsExactly(
            "add " + one + ".json",
            "add acme-corp/" + month + "/evidence_2.json",
            "lock " + one + ".locked.json");
    JsonObject proof = new JsonObject(gateway.get("/evidence/1/proof?tenant=acme-corp").body());
    String entry = Stranger.text(proof.getString("entry"));
    assertThat(new JsonObject(entry).getString("at")).isEqualTo(locked.getString("locked_at"));
    assertThat(Stranger.proves(proof)).isTrue();
    assertThat(proof.getString("checkpoint")).isEqualTo(gateway.get(LOG + "checkpoint").body());
    Path file = root.resolve(one + ".locked.json");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(900))));
    assertThat(post("/evidence/1/lock?tenant=acme-corp", "").statusCode()).isEqualTo(200);
  }

  @Test
  void tilesAreServedForEverAndPartialOnesForNow() {
    handIn("1", 1);
    assertThat(gateway.get("/evidence/1/proof?tenant=acme-corp").statusCode()).isEqualTo(200);
    HttpResponse<String> tile = gateway.get(LOG + "tile/0/000.p/1");

    assertThat(tile.statusCode()).isEqualTo(200);
    assertThat(tile.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(tile.headers().firstValue("cache-control").orElse("")).contains("no-cache");
    assertThat(tile.headers().firstValue("etag")).isPresent();
    assertThat(gateway.get(LOG + "tile/entries/000.p/1").body()).contains("\"op\": \"add\"");
    assertThat(gateway.get(LOG + "checkpoint").headers().firstValue("content-type"))
        .contains("text/plain; charset=utf-8");
    for (String none :
        List.of("tile/0/000", "tile/0/000.p/2", "tile/x/000", "tile/0/0", "tile/0/")) {
      assertThat(gateway.get(LOG + none).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void thePathNamesTheTenantAndNoOther() {
    assertThat(gateway.get(LOG + "checkpoint?tenant=acme-corp").statusCode()).isEqualTo(200);
    assertThat(gateway.get(LOG + "checkpoint?tenant=default").body()).contains("tenant.conflict");
    assertThat(gateway.get("/evidence/log/nobody/checkpoint").body()).contains("tenant.unknown");
    assertThat(gateway.get("/evidence/log/default/checkpoint").body())
        .startsWith("decisionos/default\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n");
  }

  @Test
  void whatOthersDoIsLoggedByWhatItIs() throws IOException {
    Path one = root.resolve("one.json");
    Files.write(one, EvidenceSample.valid("acme-corp", 1));
    awaitLeaves("add one.json");
    Files.write(one, EvidenceSample.valid("acme-corp", 2));
    awaitLeaves("add one.json", "change one.json");
    Path folder = Files.createDirectories(root.resolve("acme-corp/2026-01"));
    Files.move(one, folder.resolve("evidence_one.json"));
    awaitLeaves("add one.json", "change one.json", "change acme-corp/2026-01/evidence_one.json");
    Files.move(folder.resolve("evidence_one.json"), folder.resolve("evidence_one.locked.json"));
    awaitLeaves(
        "add one.json",
        "change one.json",
        "change acme-corp/2026-01/evidence_one.json",
        "lock acme-corp/2026-01/evidence_one.locked.json");
  }

  @Test
  void whatCannotBeAskedForIsNeitherServedNorLockedNorHeldNorProven() throws IOException {
    Files.write(root.resolve("log.json"), EvidenceSample.valid("acme-corp", 1));
    awaitLeaves("add log.json");

    assertThat(gateway.get("/evidence/log?tenant=acme-corp").statusCode()).isEqualTo(404);
    assertThat(gateway.get("/evidence/log/proof?tenant=acme-corp").statusCode()).isEqualTo(404);
    assertThat(post("/evidence/log/lock?tenant=acme-corp", "").statusCode()).isEqualTo(404);
    assertThat(ops("PUT", "/ops/evidence/acme-corp/log/hold", "{\"reason\": \"x\"}").statusCode())
        .isEqualTo(404);
    assertThat(leaves()).containsExactly("add log.json");
  }

  @Test
  void whatIsLetGoOfLeavesATombstone() throws IOException {
    for (int i = 0; i < 7; i++) {
      Path file = root.resolve("evidence_" + i + ".json");
      Files.write(file, EvidenceSample.valid("acme-corp", i));
      Instant mtime = Instant.now().minus(Duration.ofDays(4)).plusSeconds(60L * i);
      Files.setLastModifiedTime(file, FileTime.from(mtime));
    }
    Await.until(
        PATIENCE,
        () -> Files.exists(root.resolve(".log/acme-corp/checkpoint")) && leaves().size() == 7,
        () -> "");
    assertThat(ops("PUT", "/ops/evidence/acme-corp/0/hold", "{\"reason\": \"x\"}").statusCode())
        .isEqualTo(200);
    String plan =
        new JsonObject(ops("POST", "/ops/evidence/gc/plans", "{}").body()).getString("plan");
    ops("POST", "/ops/evidence/gc/plans/" + plan + "/run", "{}");

    assertThat(leaves()).endsWith("hold evidence_0.json", "delete evidence_1.json");
    JsonObject proof = new JsonObject(gateway.get("/evidence/1/proof?tenant=acme-corp").body());
    JsonObject tombstone = new JsonObject(Stranger.text(proof.getString("entry")));
    assertThat(tombstone.getString("plan")).isEqualTo(plan);
    assertThat(tombstone.getString("rule")).isEqualTo("wip_days");
    assertThat(gateway.get("/evidence/none/proof?tenant=acme-corp").statusCode()).isEqualTo(404);
  }

  @Test
  void aLogThatIsCutStopsOnceSomebodyReadsIt() throws IOException {
    handIn("1", 1);
    assertThat(gateway.get("/evidence/1/proof?tenant=acme-corp").statusCode()).isEqualTo(200);
    Files.delete(root.resolve(".log/acme-corp/tile/entries/000.p/1"));

    assertThat(gateway.get("/evidence/1/proof?tenant=acme-corp").body())
        .contains("evidence.log_unavailable");
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains("tile/entries/000.p/1 is missing"),
        () -> gateway.ops("/readyz").body());
  }

  @Test
  void aLogThatWasRolledBackStopsThatTenantAlone() throws IOException {
    handIn("1", 1);
    assertThat(gateway.get("/evidence/1/proof?tenant=acme-corp").statusCode()).isEqualTo(200);
    gateway.close();
    Files.delete(root.resolve(".log/acme-corp/tile/0/000.p/1"));
    gateway = RunningGateway.start(home);

    Await.until(
        PATIENCE,
        () -> gateway.get(LOG + "checkpoint").body().contains("evidence.log_unavailable"),
        () -> gateway.get(LOG + "checkpoint").body());
    assertThat(gateway.ops("/readyz").body())
        .contains("\"degraded\"")
        .contains("tile/0/000.p/1 is missing");
    assertThat(post("/evidence/1/lock?tenant=acme-corp", "").statusCode()).isEqualTo(503);
    assertThat(gateway.get("/evidence/log/default/checkpoint").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/evidence/1?tenant=acme-corp").statusCode()).isEqualTo(200);
  }

  @Test
  void aFileThatIsGoneIsLostUntilSomebodyKnows() throws IOException {
    handIn("1", 1);
    String path =
        new JsonObject(gateway.get("/evidence?tenant=acme-corp").body())
            .getJsonArray("files")
            .getJsonObject(0)
            .getString("path");
    Files.delete(root.resolve(path));

    awaitLeaves("add " + path, "lost " + path);
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains("\"degraded\""),
        () -> gateway.ops("/readyz").body());
    assertThat(
            ops("POST", "/ops/evidence/lost/acknowledge", "{\"tenant\": \"acme-corp\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(gateway.ops("/readyz").body()).doesNotContain("lost_of");
  }
}
