package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.keys.KeyRegistry;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What holds for every source at Amazon's, by the real SDK. */
abstract class AwsMaterialContract extends MaterialContract {
  private FakeAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = FakeAws.start();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  /** The service. */
  FakeAws aws() {
    return aws;
  }

  @Override
  protected void read(KeyRegistry registry, Instant now) {
    ReadOnce.into(registry, aws, now);
  }
}
