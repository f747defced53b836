package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the policy wants locked and cannot be locked holds up nothing else. */
final class LockTurnsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 701;

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({"acme-corp, default", "default, acme-corp"})
  void aTenantWhoseLogHasStoppedHoldsUpNoOther(String stopped, String other) throws IOException {
    Path root = Files.createDirectories(home.resolve("var/evidence"));
    Path log = Files.createDirectories(root.resolve(".log").resolve(stopped));
    Files.writeString(log.resolve("checkpoint"), "none");
    for (int i = 0; i < MANY; i++) {
      due(root.resolve(stopped + i + ".json"), EvidenceSample.valid(stopped, i));
    }
    due(root.resolve("only.json"), EvidenceSample.valid(other, 1));
    policy();
    try (var gateway = RunningGateway.start(home)) {
      Path locked = root.resolve("only.locked.json");
      Await.until(PATIENCE, () -> Files.exists(locked), () -> gateway.ops("/readyz").body());
      assertThat(root.resolve(stopped + "0.json")).exists();
    }
  }

  private static void due(Path file, byte[] document) throws IOException {
    Files.write(file, document);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(3))));
  }

  private void policy() throws IOException {
    Path file = Files.createDirectories(home.resolve("conf")).resolve("evidence.yaml");
    Files.writeString(file, "lock_after_hours: 2\n");
  }
}
