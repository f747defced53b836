package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SharesTest {
  private static final Optional<String> A = Optional.of("a");
  private static final Optional<String> B = Optional.of("b");

  private final Shares places = new Shares(100);

  @Test
  void placesCountByTheirNumber() {
    assertThat(places.enter(A, 40)).isTrue();
    assertThat(places.enter(A, 21)).as("more than half").isFalse();
    assertThat(places.enter(A, 10)).isTrue();
    assertThat(places.enter(B, 50)).as("the last ones").isTrue();
    assertThat(places.enter(B, 1)).isFalse();
    assertThat(places.taken()).isEqualTo(100);
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() {
    assertThat(places.enter(A, 50)).isTrue();
    places.leave(A, 50);
    assertThat(places.taken()).isZero();
    assertThat(places.parties()).isZero();
    assertThat(places.enter(B, 100)).isTrue();
    assertThat(places.enter(A, 0)).as("none").isTrue();
    places.leave(A, 0);
    assertThat(places.parties()).isEqualTo(1);
  }
}
