package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.RunningGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes through the life of three documents as {@code docs/evidence.md} tells it. */
final class EvidenceGuideTest {
  @TempDir private Path home;

  @Test
  void everyBlockCanBePastedAndPrintsWhatTheGuideSays() throws Exception {
    List<Guide.Step> steps = Guide.steps(Markdown.read("docs/evidence.md").blocks());
    assertThat(steps).hasSizeGreaterThan(7);
    try (var gateway = RunningGateway.start(home);
        var guide = Guide.open(home, gateway)) {
      for (Guide.Step step : steps) {
        guide.follow(step);
      }
    }
  }
}
