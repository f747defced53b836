package io.decisionos.gateway.keysource;

import io.decisionos.gateway.fixture.FakeAws;
import io.decisionos.gateway.keys.Material;
import java.util.Base64;

/** Ciphertexts as base64 with line feeds, by the real SDK. */
final class KmsBase64MaterialTest extends KmsMaterialContract {
  @Override
  Material sealed(String text) {
    return new Material(Base64.getMimeEncoder().encodeToString(FakeAws.sealed(text)) + "\n");
  }
}
