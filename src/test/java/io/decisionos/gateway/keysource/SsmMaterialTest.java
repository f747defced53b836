package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Source;
import java.util.Map;
import java.util.Optional;

/** Parameters of SSM, by the real SDK. */
final class SsmMaterialTest extends AwsMaterialContract {
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
    texts.forEach(aws()::holding);
    return KeyListing.of(listed, Map.of(), none -> Optional.empty());
  }
}
