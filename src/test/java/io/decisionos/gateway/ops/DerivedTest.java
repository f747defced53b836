package io.decisionos.gateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class DerivedTest {
  private final AtomicInteger made = new AtomicInteger();
  private final Derived<Object, Integer> derived = new Derived<>(from -> made.incrementAndGet());

  @Test
  void theSameValueIsWorkedOnOnce() {
    var value = new Object();

    assertThat(derived.of(value)).isEqualTo(1);
    assertThat(derived.of(value)).isEqualTo(1);
  }

  @Test
  void anotherValueReplacesWhatWasKept() {
    var first = new Object();

    derived.of(first);
    assertThat(derived.of(new Object())).isEqualTo(2);
    assertThat(derived.of(first)).isEqualTo(3);
  }
}
