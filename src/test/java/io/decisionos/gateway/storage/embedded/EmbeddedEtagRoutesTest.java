package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.EtagRoutesContract;
import java.util.Map;

/** The contract of entries over HTTP, kept by the embedded store. */
final class EmbeddedEtagRoutesTest extends EtagRoutesContract {
  @Override
  protected Map<String, String> variables() {
    return Map.of();
  }
}
