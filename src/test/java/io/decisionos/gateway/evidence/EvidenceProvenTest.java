package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.RunningGateway;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log is good for: ages, verdicts, runs that were killed, and auditors. */
final class EvidenceProvenTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHECKPOINT = "/evidence/log/acme-corp/checkpoint";

  @TempDir Path home;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectories(home.resolve("var/evidence"));
  }

  /** Documents of acme-corp, so many days old and one minute apart. */
  private void write(int files, int days) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = root.resolve("evidence_" + i + ".json");
      Files.write(file, EvidenceSample.valid("acme-corp", i));
      age(file, Duration.ofDays(days).minusMinutes(i));
    }
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private static HttpResponse<String> ops(RunningGateway gateway, String target) {
    return gateway.send(
        gateway
            .opsRequest("/ops/evidence/" + target)
            .header("Content-Type", "application/json")
            .method("POST", BodyPublishers.ofString("{}"))
            .build());
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

  /** Waits until the log has so many leaves. */
  private static void awaitLeaves(RunningGateway gateway, int leaves) {
    Await.until(
        PATIENCE,
        () -> gateway.get(CHECKPOINT).body().startsWith("decisionos/acme-corp\n" + leaves + "\n"),
        () -> gateway.get(CHECKPOINT).body());
  }

  private CommandLineRun evidence(String... arguments) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("evidence"), Stream.of(arguments)).toArray(String[]::new));
  }

  private String key() {
    return evidence("log-key", "--tenant", "acme-corp", "--data", data()).out().strip();
  }

  private String data() {
    return home.resolve("var").toString();
  }

  private CommandLineRun verify(String... more) {
    return evidence(
        Stream.concat(
                Stream.of("verify", "--root", root.toString(), "--key", key()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void anOldDocumentThatIsLockedTodayIsYoungAndWhatItWasLockedWithIsWhatItMustBe()
      throws IOException {
    write(7, 900);
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 7);
      lock(gateway, "0");
      JsonObject plan = new JsonObject(ops(gateway, "gc/plans").body());

      assertThat(plan.getJsonArray("delete").encode()).contains("evidence_1.json");
      assertThat(plan.getJsonArray("delete").encode()).doesNotContain("evidence_0");
      assertThat(plan.getJsonObject("kept").getLong("young")).isEqualTo(1);
      Path locked = root.resolve("evidence_0.locked.json");
      Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rw-r--r--"));
      Files.write(locked, EvidenceSample.valid("acme-corp", 99));
      Await.until(
          PATIENCE,
          () ->
              gateway
                  .get("/evidence?tenant=acme-corp&tampered=true")
                  .body()
                  .contains("\"id\":\"0\""),
          () -> gateway.get("/evidence?tenant=acme-corp").body());
      assertThat(
              gateway
                  .get("/evidence/0?tenant=acme-corp")
                  .headers()
                  .firstValue("x-decisionos-tampered"))
          .contains("true");
      awaitLeaves(gateway, 9);
      assertThat(
              new JsonObject(ops(gateway, "gc/plans").body())
                  .getJsonObject("kept")
                  .getLong("tampered"))
          .isEqualTo(1);
    }
    assertThat(verify().out()).isEqualTo("changed: evidence_0.locked.json\n");
  }

  @Test
  void aRunThatWasKilledIsFinishedAtTheNextStartAndNothingElseIsDeleted() throws IOException {
    write(7, 30);
    String plan;
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 7);
      plan = new JsonObject(ops(gateway, "gc/plans").body()).getString("plan");
      assertThat(
              new JsonObject(ops(gateway, "gc/plans/" + plan + "/run").body())
                  .getJsonArray("deleted"))
          .hasSize(2);
    }
    assertThat(home.resolve("var/evidence-run")).doesNotExist();
    Path first = root.resolve("evidence_0.json");
    Path second = root.resolve("evidence_1.json");
    Files.write(first, EvidenceSample.valid("acme-corp", 0));
    age(first, Duration.ofDays(30));
    Files.write(second, EvidenceSample.valid("acme-corp", 1));
    Files.writeString(home.resolve("var/evidence-run"), plan + "\n");
    try (var gateway = RunningGateway.start(home)) {
      // The second was handed in again since: it is logged as new.
      awaitLeaves(gateway, 10);
      assertThat(first).doesNotExist();
      assertThat(second).exists();
    }
    assertThat(home.resolve("var/evidence-run")).doesNotExist();
    assertThat(verify().code()).isZero();
  }

  @Test
  void evidenceIsLetGoOfByItselfAndReported() throws IOException {
    write(7, 30);
    try (var gateway =
        RunningGateway.start(home, Map.of("DECISIONOS_EVIDENCE_GC_EVERY_HOURS", "1"))) {
      Path reports = home.resolve("var/reports");
      Await.until(
          PATIENCE, () -> Files.exists(reports) && !list(reports).isEmpty(), () -> "no report");
      Path report = list(reports).get(0);

      assertThat(report.getFileName().toString())
          .matches("evidence_gc_\\d{4}-\\d\\d-\\d\\d\\.json");
      JsonObject run =
          new JsonObject(Files.readString(report)).getJsonArray("runs").getJsonObject(0);
      assertThat(run.getJsonArray("deleted")).hasSize(2);
      assertThat(run.getJsonObject("kept").getLong("keep_min")).isEqualTo(5);
      assertThat(gateway.get("/evidence/0?tenant=acme-corp").statusCode()).isEqualTo(404);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anAuditorFindsEachDifferenceAndARestoreIsAccepted() throws IOException {
    write(6, 1);
    String since;
    try (var gateway = RunningGateway.start(home)) {
      awaitLeaves(gateway, 6);
      since = gateway.get(CHECKPOINT).body();
      lock(gateway, "5");
      assertThat(evidence("log-accept", "--tenant", "acme-corp", "--data", data()).code())
          .isEqualTo(2);
    }
    Path earlier = Files.writeString(home.resolve("checkpoint"), since);
    assertThat(verify("--since", earlier.toString()).out()).contains("say the same");
    Files.delete(root.resolve("evidence_0.json"));
    Files.write(root.resolve("evidence_1.json"), EvidenceSample.valid("acme-corp", 77));
    Files.write(root.resolve("new.json"), EvidenceSample.valid("acme-corp", 78));
    CommandLineRun found = verify();

    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out())
        .isEqualTo("missing: evidence_0.json\nchanged: evidence_1.json\nnot logged: new.json\n");
    rollBack(since);
    assertThat(verify("--since", earlier.toString()).out()).doesNotContain("not consistent");
    Path other = Files.writeString(home.resolve("other"), since.replace("decisionos", "other"));
    assertThat(verify("--since", other.toString()).out()).startsWith("not consistent");
    assertThat(verify("--tenant", "default").code()).isEqualTo(2);
    assertThat(evidence("verify", "--root", root.toString(), "--key", "x").code()).isEqualTo(2);
    try (var gateway = RunningGateway.start(home)) {
      Await.until(
          PATIENCE,
          () -> gateway.ops("/readyz").body().contains("rolled back"),
          () -> gateway.ops("/readyz").body());
    }
    assertThat(evidence("log-accept", "--tenant", "acme-corp", "--data", data()).out())
        .contains("goes on from 6 leaves");
    try (var gateway = RunningGateway.start(home)) {
      Await.until(
          PATIENCE,
          () -> gateway.get(CHECKPOINT).statusCode() == 200,
          () -> gateway.get(CHECKPOINT).body());
    }
    Files.delete(root.resolve(".log/acme-corp/checkpoint"));
    assertThat(verify().out()).startsWith("log broken");
  }

  /** Puts the log back as it was when it had six leaves. */
  private void rollBack(String checkpoint) throws IOException {
    Files.writeString(
        root.resolve(".log/acme-corp/checkpoint"), checkpoint, StandardCharsets.UTF_8);
  }
}
