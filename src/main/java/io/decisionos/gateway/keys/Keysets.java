package io.decisionos.gateway.keys;

import java.util.List;
import java.util.stream.Stream;

/** {@code keysets.yaml}: which keys there are, for what, and where they are. Immutable. */
public record Keysets(List<Keyset> all) {
  public static final Keysets EMPTY = new Keysets(List.of());

  /** The name of the file. */
  public static final String FILE = "keysets.yaml";

  public Keysets {
    all = List.copyOf(all);
  }

  Stream<Keyset> of(Purpose purpose) {
    return all.stream().filter(keyset -> keyset.purpose() == purpose);
  }
}
