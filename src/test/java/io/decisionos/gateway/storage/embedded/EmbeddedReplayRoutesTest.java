package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.storage.ReplayRoutesContract;
import java.util.Map;

/** The contract of the replay guard over HTTP, kept by the embedded store. */
final class EmbeddedReplayRoutesTest extends ReplayRoutesContract {
  @Override
  protected Map<String, String> variables() {
    return Map.of();
  }
}
