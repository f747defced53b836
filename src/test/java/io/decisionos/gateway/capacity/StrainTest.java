package io.decisionos.gateway.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When something counts as short. */
final class StrainTest {
  private final Strain strain = new Strain();
  private long second;

  private boolean after(int looks, double percent) {
    boolean above = false;
    for (int i = 0; i < looks; i++) {
      strain.look(TimeUnit.SECONDS.toNanos(second), percent);
      above = strain.isAbove(80);
      second += 5;
    }
    return above;
  }

  @Test
  void nothingIsSaidBeforeAMinuteHasPassed() {
    assertThat(after(12, 100)).isFalse();
    assertThat(strain.mean()).isEmpty();
    assertThat(after(1, 100)).isTrue();
  }

  @Test
  void aShortRushIsNoShortage() {
    assertThat(after(20, 50)).isFalse();
    assertThat(after(3, 100)).isFalse();
    assertThat(after(12, 50)).isFalse();
  }

  @Test
  void itIsOverOnceItIsWellBelow() {
    assertThat(after(13, 81)).isTrue();
    assertThat(after(12, 75)).isTrue();
    assertThat(after(12, 71)).isFalse();
    assertThat(after(12, 75)).isFalse();
  }

  @Test
  void theBoundItselfIsShort() {
    assertThat(after(13, 80)).isTrue();
  }
}
