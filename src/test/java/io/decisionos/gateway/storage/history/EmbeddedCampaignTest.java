package io.decisionos.gateway.storage.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway killed, frozen, out of time and of disk; the profile {@code campaign} runs it for
 * long.
 */
final class EmbeddedCampaignTest {
  @TempDir private Path home;

  @Test
  void noUpdateIsLostAndNoPairAllowedTwiceWhateverHappensToTheGateway() {
    try (var gateway = new TroubledGateway(home, Map.of(), Campaign.SEED)) {
      Campaign.run(
          "embedded",
          gateway,
          List.of(gateway::kill, gateway::freeze, gateway::stepClock, gateway::fillDisk));
    }
  }
}
