package io.decisionos.gateway.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link HostileNamesCampaignTest}, in the locale that knows the least. */
class HostileNamesTest {
  @TempDir private Path home;

  @Test
  void noFileIsMissingAndNoNameReachesAnOutputRaw() throws IOException {
    HostileNames.assertAllSeen(home, 23, List.of("LC_ALL=C"));
  }
}
