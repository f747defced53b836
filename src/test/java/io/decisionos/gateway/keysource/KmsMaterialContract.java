package io.decisionos.gateway.keysource;

import io.decisionos.gateway.keys.KeyListing;
import io.decisionos.gateway.keys.Keysets;
import io.decisionos.gateway.keys.Material;
import io.decisionos.gateway.keys.Source;
import java.util.Map;
import java.util.Optional;

/** What holds for ciphertexts however they are written down. */
abstract class KmsMaterialContract extends AwsMaterialContract {
  /** A secret as its file holds it. */
  abstract Material sealed(String text);

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
    return KeyListing.of(listed, materials(texts, this::sealed), none -> Optional.empty());
  }
}
