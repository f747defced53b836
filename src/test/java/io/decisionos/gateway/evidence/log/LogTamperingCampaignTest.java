package io.decisionos.gateway.evidence.log;

/** Likewise, 100,000 times. */
final class LogTamperingCampaignTest extends LogTamperingTest {
  @Override
  int acts() {
    return 100_000;
  }
}
