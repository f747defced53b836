package io.decisionos.gateway.ops;

import java.util.Optional;
import java.util.function.Function;

/**
 * What was made of a value, kept until another value comes: what is asked each second changes
 * rarely, and may be large. Confined to one verticle.
 */
final class Derived<K, V> {
  private final Function<K, V> make;
  private Optional<Made<K, V>> last = Optional.empty();

  private record Made<K, V>(K from, V value) {}

  Derived(Function<K, V> make) {
    this.make = make;
  }

  /** What is made of this very object. */
  @SuppressWarnings("ReferenceEquality") // To compare ten thousand files is what this is to spare.
  V of(K from) {
    Made<K, V> made =
        last.filter(kept -> kept.from() == from)
            .orElseGet(() -> new Made<>(from, make.apply(from)));
    last = Optional.of(made);
    return made.value();
  }
}
