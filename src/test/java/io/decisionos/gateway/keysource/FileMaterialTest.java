package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Source;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Files beside the list. */
final class FileMaterialTest extends MaterialContract {
  @Override
  protected Source source() {
    return Source.FILE;
  }

  @Override
  protected String name(String kid) {
    return kid + ".key";
  }

  @Override
  protected KeyListing listing(Keysets listed, Map<String, String> texts) {
    return KeyListing.of(
        listed, materials(texts, FileMaterialTest::saved), none -> Optional.empty());
  }

  private static Material saved(String text) {
    return Material.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
