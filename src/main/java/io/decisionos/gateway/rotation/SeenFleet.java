package io.decisionos.gateway.rotation;

import io.decisionos.gateway.rotation.PlannedStep.Kind;
import io.decisionos.gateway.rotation.SeenKeyset.SeenKey;
import java.time.Instant;
import java.util.List;

/**
 * A keyset as every gateway of a fleet shows it. Immutable.
 *
 * @param first as the gateway shows it that was asked first, whose files are meant
 * @param others as the others do
 * @param silent the gateways that cannot be asked, or do not have it
 */
record SeenFleet(SeenKeyset first, List<SeenKeyset> others, List<String> silent, Instant now) {
  static final String FILE = "conf/keysets.yaml";

  SeenFleet {
    others = List.copyOf(others);
    silent = List.copyOf(silent);
  }

  PlannedStep step(Kind kind, String kid, String why, String edit) {
    return new PlannedStep(first.name(), kind, kid, why, edit);
  }

  PlannedStep waiting(String kid, String why) {
    return step(Kind.WAIT, kid, why, "");
  }

  /** The edit that declares another state of a key. */
  String edit(SeenKey key, String to) {
    String from = "state: " + key.declared();
    return FILE + ", keyset " + first.name() + ", kid " + key.kid() + ": " + from + " -> " + to;
  }
}
