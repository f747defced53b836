package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandstillTest {

  @Test
  void whatGetsBetterHasNotStoppedYet() {
    assertThat(after(100, 50, 25, 12, 6, 3)).isFalse();
  }

  @Test
  void threeFiguresThatAreNoBetterAreAStandstill() {
    assertThat(after(100, 50, 48, 51)).isFalse();
    assertThat(after(100, 50, 48, 51, 47)).isTrue();
  }

  @Test
  void aDisturbanceIsNoStep() {
    assertThat(after(100, 900, 50, 900)).isFalse();
    assertThat(after(100, 50, 900, 900, 900)).isTrue();
  }

  @Test
  void aCompilerAtWorkIsNoStandstill() {
    var standstill = new Standstill();
    standstill.add(100, 0);
    IntStream.range(0, 10).forEach(i -> standstill.add(100, 400));
    assertThat(standstill.reached()).isFalse();
  }

  private static boolean after(double... figures) {
    var standstill = new Standstill();
    DoubleStream.of(figures).forEach(figure -> standstill.add(figure, 0));
    return standstill.reached();
  }
}
