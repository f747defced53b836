package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.keys.Material;

/** Ciphertexts as bytes, by the real SDK. */
final class KmsMaterialTest extends KmsMaterialContract {
  @Override
  Material sealed(String text) {
    return Material.of(FakeAws.sealed(text));
  }
}
