package io.decisionos.gateway.keys;

import java.util.List;

/** Keys that take turns for one purpose. Immutable. */
public record Keyset(Purpose purpose, Reach reach, Rotation rotation, List<KeyEntry> keys) {
  public Keyset {
    keys = List.copyOf(keys);
  }

  public String name() {
    return reach.keyset();
  }
}
