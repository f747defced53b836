package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.KeyRegistry;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Ciphertexts as base64 with line feeds, by the real SDK. */
final class KmsBase64MaterialTest extends MaterialContract {
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
    return Source.KMS;
  }

  @Override
  protected String name(String kid) {
    return kid + ".sealed";
  }

  @Override
  protected KeyListing listing(Keysets listed, Map<String, String> texts) {
    Map<String, Material> sealed =
        materials(
            texts,
            text ->
                new Material(Base64.getMimeEncoder().encodeToString(FakeAws.sealed(text)) + "\n"));
    return KeyListing.of(listed, sealed, none -> Optional.empty());
  }
}
