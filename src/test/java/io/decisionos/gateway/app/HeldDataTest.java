package io.decisionos.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data directory belongs to one gateway, whose files no other one touches. */
final class HeldDataTest {
  @TempDir private Path home;

  @Test
  void aSecondGatewayIsRefusedBeforeItLeavesATrace() throws IOException {
    try (var first = RunningGateway.start(home)) {
      assertThat(first.ops("/ops/events").body()).contains("gateway.started");

      Throwable refusal = catchThrowable(() -> RunningGateway.start(home));

      assertThat(timeline()).doesNotContain("gateway.ended");
      assertThat(refusal).hasMessageContaining("var/lock: found it locked by another gateway");
    }
    RunningGateway.start(home).close();
    assertThat(timeline()).doesNotContain("gateway.ended");
  }

  private String timeline() throws IOException {
    return Files.readString(home.resolve("var/timeline.log"));
  }

  @Test
  void whatANewerVersionHasWrittenIsLeftAsItIs() throws IOException {
    Path data = Files.createDirectories(home.resolve("var"));
    Files.writeString(data.resolve("format"), "decisionos data 2\n");

    Throwable refusal = catchThrowable(() -> RunningGateway.start(home));

    assertThat(refusal).hasMessageContaining("var/format: found format \"decisionos data 2\"");
    assertThat(data.resolve("timeline.log")).doesNotExist();
    assertThat(data.resolve("store")).doesNotExist();
  }
}
