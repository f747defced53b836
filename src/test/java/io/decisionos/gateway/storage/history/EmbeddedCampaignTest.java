package io.decisionos.gateway.storage.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store under {@code kill -9}; the profile {@code campaign} runs it for long. */
final class EmbeddedCampaignTest {
  @TempDir private Path home;

  @Test
  void noUpdateIsLostAndNoPairAllowedTwiceHoweverOftenTheGatewayIsKilled() {
    try (var campaign = new Campaign(home, Map.of(), Campaign.SEED)) {
      campaign.run(Campaign.FAULTS, List.of(campaign::killGateway));
    }
  }
}
