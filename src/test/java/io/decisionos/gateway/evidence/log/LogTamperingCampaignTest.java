package io.decisionos.gateway.evidence.log;

import org.junit.jupiter.api.Tag;

/** Likewise, 100,000 times, which takes minutes. */
@Tag("quiet")
final class LogTamperingCampaignTest extends LogTamperingTest {
  @Override
  int acts() {
    return 100_000;
  }
}
