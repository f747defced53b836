package io.decisionos.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.docs.Markdown.Block;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goes the way of a new user through {@code docs/keys.md}: turns on signatures, signs with curl and
 * {@code ./run.sh sign}, rotates, retires.
 */
final class SigningGuideTest {
  @TempDir private Path home;

  @Test
  void everyStepOfSigningDoesWhatTheGuideSays() throws IOException {
    try (var gateway = RunningGateway.start(home, Map.of("DECISIONOS_AUTH", "jwt+signed"));
        var guide = Guide.open(home, gateway)) {
      List<Guide.Step> steps = Guide.steps(signing());
      assertThat(steps).hasSizeGreaterThan(8);
      for (Guide.Step step : steps) {
        guide.follow(step);
      }
    }
  }

  /** The blocks from where a partner's key is made. */
  private static List<Block> signing() throws IOException {
    return Markdown.read("docs/keys.md").blocks().stream()
        .dropWhile(block -> !block.text().contains("--kid partner-1 --out conf"))
        .toList();
  }
}
