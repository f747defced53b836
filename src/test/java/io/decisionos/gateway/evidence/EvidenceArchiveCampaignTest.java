package io.decisionos.gateway.evidence;

import static io.decisionos.gateway.evidence.archive.ManyLocked.document;
import static io.decisionos.gateway.evidence.archive.ManyLocked.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.archive.ManyLocked;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.CommandLineRun;
import io.decisionos.gateway.fixture.FakeS3;
import io.decisionos.gateway.fixture.FakeS3.Mood;
import io.decisionos.gateway.fixture.RunningGateway;
import io.decisionos.gateway.text.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand locked files, and an archive that is killed and frozen and loses answers meanwhile.
 */
@Tag("quiet")
final class EvidenceArchiveCampaignTest {
  private static final int FILES = 1000;
  private static final int TROUBLES = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path home;

  @Test
  void eachIsThereOnceWithItsLockAndComesBackAsItWas() throws IOException {
    ManyLocked.write(home.resolve("var/evidence"), FILES);
    try (FakeS3 s3 = FakeS3.start()) {
      trouble(s3);
      everyFileIsThereOnce(s3);
      restored(s3);
    }
  }

  private void trouble(FakeS3 s3) throws IOException {
    Map<String, String> archive =
        Map.of(
            "DECISIONOS_EVIDENCE_ARCHIVE_URL", "s3://vault/gw",
            "DECISIONOS_EVIDENCE_ARCHIVE_ENDPOINT", s3.endpoint(),
            "DECISIONOS_EVIDENCE_ARCHIVE_LOCK", "compliance");
    try (var gateway = RunningGateway.start(home, archive)) {
      for (int i = 1; i <= TROUBLES; i++) {
        int some = FILES * i / (TROUBLES + 1);
        Await.until(PATIENCE, () -> s3.keys().size() >= some, () -> s3.keys().size());
        s3.kill();
        degraded(gateway);
        s3.turn(Mood.FROZEN);
        s3.revive();
        called(s3);
        s3.turn(Mood.LOSING);
        called(s3);
        s3.turn(Mood.WELL);
      }
      Await.until(
          PATIENCE,
          () -> gateway.ops("/metrics").body().contains("gateway_evidence_archived_total 1000.0"),
          () -> gateway.ops("/readyz").body());
      assertThat(gateway.ops("/readyz").body()).contains("\"pending\":0");
    }
  }

  /** The archive was asked for more since. */
  private static void called(FakeS3 s3) {
    int before = s3.calls().size();
    Await.until(PATIENCE, () -> s3.calls().size() >= before + 8, () -> s3.calls().size());
  }

  /** The archive was found to be away. */
  private static void degraded(RunningGateway gateway) {
    Await.until(
        PATIENCE,
        () -> gateway.ops("/readyz").body().contains("not archived in"),
        () -> gateway.ops("/readyz").body());
  }

  private static void everyFileIsThereOnce(FakeS3 s3) {
    assertThat(s3.keys()).hasSize(FILES);
    for (int i = 0; i < FILES; i++) {
      List<FakeS3.Version> versions = s3.versions("gw/" + name(i));
      assertThat(versions).as(name(i)).hasSize(1);
      assertThat(versions.get(0).bytes).isEqualTo(document(i));
      assertThat(versions.get(0).mode).contains("COMPLIANCE");
      assertThat(versions.get(0).until).isPresent();
    }
  }

  private void restored(FakeS3 s3) {
    byte[] forged = EvidenceSample.valid("acme-corp", FILES + 1);
    s3.plant("gw/" + name(7), forged).metadata.put("sha256", Sha256.hex(document(7)));
    Path to = home.resolve("restored");
    CommandLineRun run =
        CommandLineRun.of(
            "evidence",
            "restore",
            "--from",
            "s3://vault/gw",
            "--root",
            to.toString(),
            "--endpoint",
            s3.endpoint());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("not restored  gw/" + name(7))
        .endsWith("999 file(s) restored, 0 there already, 1 not restored\n");
    ManyLocked.areIn(to, FILES, Set.of(7));
  }
}
