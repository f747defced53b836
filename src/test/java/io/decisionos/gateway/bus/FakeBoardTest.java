package io.decisionos.gateway.bus;

import java.time.Duration;

/** The board of tests is one. */
final class FakeBoardTest extends BoardContract {
  private long now = 1_700_000_000_000L;
  private final FakeBoard board = new FakeBoard(() -> now);

  @Override
  protected Board.Answer ask(Board.Ask ask) {
    now++;
    return board.answer(ask);
  }

  @Override
  protected void pass(Duration time) {
    now += time.toMillis();
  }
}
