package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.FakeS3;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.text.Sha256;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locked evidence in an archive, out and back. */
final class EvidenceArchiveTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MONTH = "acme-corp/2026-01/";

  @TempDir Path home;
  private Path root;
  private FakeS3 s3;

  @BeforeEach
  void start() throws IOException {
    root = Files.createDirectories(home.resolve("var/evidence"));
    s3 = FakeS3.start();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private RunningGateway gateway(String lock) throws IOException {
    return RunningGateway.start(
        home,
        Map.of(
            "DECISIONOS_EVIDENCE_ARCHIVE_URL",
            "s3://vault/gw/",
            "DECISIONOS_EVIDENCE_ARCHIVE_ENDPOINT",
            s3.endpoint(),
            "DECISIONOS_EVIDENCE_ARCHIVE_LOCK",
            lock));
  }

  /** A document of acme-corp in its partition. */
  private byte[] write(String name, int seed) throws IOException {
    byte[] document = EvidenceSample.valid("acme-corp", seed);
    Files.createDirectories(root.resolve(MONTH));
    Files.write(root.resolve(MONTH + name), document);
    return document;
  }

  private static String key(String id) {
    return "gw/" + MONTH + "evidence_" + id + ".locked.json";
  }

  private static JsonObject entry(RunningGateway gateway, String id) {
    return new JsonObject(gateway.get("/evidence?tenant=acme-corp&limit=1000").body())
        .getJsonArray("files").stream()
            .map(JsonObject.class::cast)
            .filter(file -> file.getString("id").equals(id))
            .findFirst()
            .orElse(new JsonObject());
  }

  private static JsonObject archived(RunningGateway gateway, String id) {
    Await.until(
        PATIENCE,
        () -> entry(gateway, id).getString("archived_at") != null,
        () -> entry(gateway, id) + gateway.ops("/readyz").body());
    return entry(gateway, id);
  }

  private static void awaitReady(RunningGateway gateway, String words) {
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains(words),
        () -> gateway.ops("/readyz").body());
  }

  private static JsonObject lock(RunningGateway gateway, String id) {
    return new JsonObject(
        gateway
            .send(
                gateway
                    .request("/evidence/" + id + "/lock?tenant=acme-corp")
                    .method("POST", BodyPublishers.noBody())
                    .build())
            .body());
  }

  private static HttpResponse<String> ops(
      RunningGateway gateway, String method, String target, String body) {
    return gateway.send(
        gateway
            .opsRequest("/ops/evidence/" + target)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void aLockedFileIsArchivedWithItsLockAndHoldsAndPoliciesFollowIt() throws IOException {
    byte[] document = write("evidence_a.json", 1);
    write("evidence_wip.json", 2);
    Files.write(
        root.resolve(MONTH + "evidence_bad.locked.json"), EvidenceSample.tampered("acme-corp", 3));
    try (var gateway = gateway("governance")) {
      awaitReady(gateway, "\"pending\":0");
      JsonObject locked = lock(gateway, "a");
      JsonObject entry = archived(gateway, "a");
      FakeS3.Version there = s3.versions(key("a")).get(0);

      assertThat(s3.keys()).containsExactly(key("a"));
      assertThat(there.bytes).isEqualTo(document);
      assertThat(there.metadata).containsEntry("sha256", Sha256.hex(document));
      assertThat(there.checksum).isPresent();
      assertThat(there.mode).contains("GOVERNANCE");
      Instant lockedAt = Instant.parse(locked.getString("locked_at"));
      assertThat(there.until.orElseThrow()).isEqualTo(lockedAt.plus(Duration.ofDays(730)));
      assertThat(there.held).isFalse();
      assertThat(leaf(gateway, "a"))
          .contains("\"op\": \"archive\"")
          .contains(entry.getString("archived_at"));

      ops(gateway, "PUT", "acme-corp/a/hold", "{\"reason\":\"case 7\"}");
      Await.until(PATIENCE, () -> there.held, () -> gateway.ops("/readyz").body());
      ops(gateway, "DELETE", "acme-corp/a/hold", "");
      Await.until(PATIENCE, () -> !there.held, () -> gateway.ops("/readyz").body());
      lengthen(gateway);
      Await.until(
          PATIENCE,
          () -> there.until.equals(Optional.of(lockedAt.plus(Duration.ofDays(800)))),
          () -> there.until);
      assertThat(gateway.ops("/metrics").body()).contains("gateway_evidence_archived_total 1.0");
    }
    assertThat(s3.versions(key("a"))).hasSize(1);
  }

  private static void lengthen(RunningGateway gateway) throws IOException {
    Path file = gateway.tenants().resolve("acme_corp.yaml");
    String text = Files.readString(file);
    assertThat(text).contains("locked_days: 730");
    Files.writeString(file, text.replace("locked_days: 730", "locked_days: 800"));
    gateway.reload();
  }

  private static String leaf(RunningGateway gateway, String id) {
    String[] last = {""};
    Await.until(
        PATIENCE,
        () -> {
          var proof =
              new JsonObject(gateway.get("/evidence/" + id + "/proof?tenant=acme-corp").body());
          last[0] =
              new String(
                  Base64.getDecoder().decode(proof.getString("entry", "")), StandardCharsets.UTF_8);
          return last[0].contains("archive");
        },
        () -> last[0]);
    return last[0];
  }

  @Test
  void anArchiveThatIsAwayHoldsUpNothingAndNothingGoesBeforeItIsThere() throws IOException {
    for (int i = 0; i < 8; i++) {
      write("evidence_" + i + ".locked.json", i);
      Instant old = Instant.now().minus(Duration.ofDays(900)).plusSeconds(i);
      Files.setLastModifiedTime(
          root.resolve(MONTH + "evidence_" + i + ".locked.json"), FileTime.from(old));
    }
    byte[] other = EvidenceSample.valid("acme-corp", 77);
    s3.plant(key("1"), other);
    s3.kill();
    try (var gateway = gateway("none")) {
      awaitReady(gateway, "not archived in s3://vault/gw");
      assertThat(plan(gateway).getJsonObject("kept").getLong("not_archived")).isEqualTo(3);
      write("evidence_new.json", 9);
      Await.until(PATIENCE, () -> !entry(gateway, "new").isEmpty(), () -> "not indexed");
      assertThat(lock(gateway, "new").getString("tier")).isEqualTo("LOCKED");

      s3.revive();
      archived(gateway, "0");
      archived(gateway, "new");
      awaitReady(gateway, "archive.conflict");
      assertThat(s3.versions(key("1"))).hasSize(1);
      assertThat(s3.versions(key("1")).get(0).bytes).isEqualTo(other);
      JsonObject plan = plan(gateway);
      assertThat(plan.getJsonObject("kept").getLong("not_archived")).isEqualTo(1);
      assertThat(plan.getInteger("count")).isEqualTo(3);
      assertThat(s3.versions(key("0")).get(0).mode).isEmpty();
    }
  }

  @Test
  void filesAreArchivedThoughNobodyCanSayWhichRunWasKilled() throws IOException {
    write("evidence_a.locked.json", 1);
    Files.createDirectories(home.resolve("var/evidence-run"));
    try (var gateway = gateway("none")) {
      assertThat(archived(gateway, "a").getString("archived_at")).isNotNull();
    }
  }

  @Test
  void aServerThatPassesOverLocksIsNamedAndNothingCountsAsArchived() throws IOException {
    write("evidence_a.locked.json", 1);
    s3.passOverLocks();
    try (var gateway = gateway("compliance")) {
      awaitReady(gateway, "shows no lock on what it took");
      assertThat(gateway.ops("/readyz").body()).contains("\"pending\":1,");
      assertThat(entry(gateway, "a").getString("archived_at")).isNull();
    }
  }

  private static JsonObject plan(RunningGateway gateway) {
    return new JsonObject(ops(gateway, "POST", "gc/plans", "{}").body());
  }

  @Test
  void whatIsRestoredIsWhatWasArchivedAndWhatWasManipulatedIsReported() throws IOException {
    byte[][] documents = new byte[4][];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = write("evidence_" + i + ".locked.json", i);
    }
    try (var gateway = gateway("none")) {
      IntStream.range(0, documents.length).forEach(i -> archived(gateway, String.valueOf(i)));
    }
    FakeS3.Version edited = s3.plant(key("1"), EvidenceSample.valid("acme-corp", 99));
    edited.metadata.put("sha256", Sha256.hex(documents[1]));
    FakeS3.Version unsigned = s3.plant(key("2"), EvidenceSample.tampered("acme-corp", 2));
    unsigned.metadata.put("sha256", Sha256.hex(unsigned.bytes));
    s3.plant("gw/notes.txt", new byte[] {1});
    Path to = home.resolve("restored");
    CommandLineRun first = restore(to, List.of());

    assertThat(first.code()).as(first.err()).isEqualTo(1);
    assertThat(first.out())
        .contains("not restored  " + key("1") + "  its bytes are not those that were archived")
        .contains("not restored  " + key("2") + "  it is not what was signed")
        .contains("not restored  gw/notes.txt  its key is none of evidence")
        .endsWith("2 file(s) restored, 0 there already, 3 not restored\n");
    for (int i : new int[] {0, 3}) {
      Path file = to.resolve(MONTH + "evidence_" + i + ".locked.json");
      assertThat(file).hasBinaryContent(documents[i]);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("r--r--r--");
    }
    assertThat(to.resolve(MONTH + "evidence_1.locked.json")).doesNotExist();
    assertThat(to.resolve(MONTH + "evidence_2.locked.json")).doesNotExist();
    assertThat(restore(to, List.of("--tenant", "acme-corp")).out())
        .endsWith("0 file(s) restored, 2 there already, 2 not restored\n");
    assertThat(restore(to, List.of("--tenant", "default")).code()).isEqualTo(1);
    assertThat(restore(to, List.of("--tenant", "No!")).code()).isEqualTo(2);
    // The log of the folder knows better than what was signed anew.
    edited.metadata.put("sha256", Sha256.hex(edited.bytes));
    Files.delete(root.resolve(MONTH + "evidence_1.locked.json"));
    assertThat(restore(root, List.of()).out()).contains("not those of its leaf in the log");
    s3.kill();
    assertThat(restore(to, List.of()).code()).isEqualTo(2);
  }

  @Test
  void whatIsMarkedAsDeletedAndCannotBeDeletedIsRestored() {
    byte[][] documents = new byte[3][];
    for (int i = 0; i < documents.length; i++) {
      documents[i] = EvidenceSample.valid("acme-corp", i);
      FakeS3.Version version = s3.plant(key(String.valueOf(i)), documents[i]);
      version.metadata.put("sha256", Sha256.hex(documents[i]));
      version.until = Optional.of(Instant.now().plusSeconds(i == 0 ? 3600 : -3600));
      version.held = i == 1;
      s3.mark(key(String.valueOf(i)));
    }
    Path to = home.resolve("restored");
    CommandLineRun run = restore(to, List.of());

    assertThat(run.out()).isEqualTo("2 file(s) restored, 0 there already, 0 not restored\n");
    assertThat(run.err()).isEmpty();
    assertThat(to.resolve(MONTH + "evidence_0.locked.json")).hasBinaryContent(documents[0]);
    assertThat(to.resolve(MONTH + "evidence_1.locked.json")).hasBinaryContent(documents[1]);
    assertThat(to.resolve(MONTH + "evidence_2.locked.json")).doesNotExist();
  }

  private CommandLineRun restore(Path to, List<String> more) {
    List<String> arguments =
        List.of(
            "evidence",
            "restore",
            "--from",
            "s3://vault/gw",
            "--root",
            to.toString(),
            "--endpoint",
            s3.endpoint());
    return CommandLineRun.of(
        Stream.concat(arguments.stream(), more.stream()).toArray(String[]::new));
  }
}
