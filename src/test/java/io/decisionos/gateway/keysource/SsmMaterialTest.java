package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Parameters of SSM, by the real SDK. */
final class SsmMaterialTest extends MaterialContract {
  private FakeAws aws;

  @BeforeEach
  void start() throws IOException {
    aws = FakeAws.start();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  @Override
  protected void read(KeyRegistry registry, Instant now) {
    ReadOnce.into(registry, aws, now);
  }

  @Override
  protected Source source() {
    return Source.SSM;
  }

  @Override
  protected String name(String kid) {
    return "/keys/" + kid;
  }

  @Override
  protected KeyListing listing(Keysets listed, Map<String, String> texts) {
    texts.forEach(aws::holding);
    return KeyListing.of(listed, Map.of(), none -> Optional.empty());
  }
}
