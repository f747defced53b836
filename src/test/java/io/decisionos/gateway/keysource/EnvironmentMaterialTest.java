package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Source;
import java.util.Map;
import java.util.Optional;

/** Variables of the environment. */
final class EnvironmentMaterialTest extends MaterialContract {
  @Override
  protected Source source() {
    return Source.ENV;
  }

  @Override
  protected String name(String kid) {
    return "KEY_" + kid;
  }

  @Override
  protected KeyListing listing(Keysets listed, Map<String, String> texts) {
    return KeyListing.of(listed, Map.of(), name -> Optional.ofNullable(texts.get(name)));
  }
}
