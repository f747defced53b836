package io.decisionos.gateway.storage.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.BoardContract;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.SharedStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A board in a real Redis. */
final class RedisBoardTest extends BoardContract {
  @TempDir private Path directory;
  private final RedisAtHome home = new RedisAtHome();
  private RealRedis redis;
  private Backend<SharedStores> backend;

  @BeforeEach
  void open() {
    redis = RealRedis.start(directory);
    var settings = RedisAtHome.settings(redis.url());
    backend = home.open(RedisAtHome.storage(settings)::open);
  }

  @AfterEach
  void close() {
    home.close();
    redis.close();
  }

  @Override
  protected Board.Answer ask(Board.Ask ask) {
    return home.get(() -> backend.store().board().ask(ask));
  }

  @Override
  protected void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until(Duration.ofSeconds(30), () -> System.nanoTime() > end, () -> "time stands still");
  }

  private static Board.Ask usual(String instance) {
    return new Board.Ask("test", instance, "x", Duration.ofSeconds(9), 0, List.of(), List.of(), "");
  }

  @Test
  void whoWasNotThereForAMinuteIsForgotten() {
    RedisCommands.run(redis, "ZADD dos:{test}:here 1000 old");
    assertThat(ask(usual("a")).here()).containsExactly("a");
  }

  @Test
  void aRedisThatHasLostEverythingSaysSoAndItsTokensRiseStill() {
    Board.Answer before = ask(usual("a"));
    pass(Duration.ofMillis(5));
    RedisCommands.run(redis, "FLUSHALL");
    Board.Answer after = ask(usual("b"));
    assertThat(after.born()).isNotEqualTo(before.born());
    assertThat(after.seat().token()).isGreaterThan(before.seat().token());
  }

  @Test
  void aFullBoardTakesNoFurtherNotesAndStillChangesThoseThatItHas() {
    // So many that one more finds no place, though none of them is read.
    for (int i = 0; i < Board.MOST_KEPT; i += 1000) {
      var command = new StringBuilder("ZADD dos:{test}:order");
      for (int j = i; j < i + 1000; j++) {
        command.append(' ').append(1_000_000 + j).append(" o").append(j);
      }
      RedisCommands.run(redis, command.toString());
    }
    var open = List.of(new Board.Note("new", "+1"));
    String end = String.valueOf(2_000_000);
    var ask = new Board.Ask("test", "a", "x", Duration.ZERO, 0, List.of(), open, end);
    assertThat(ask(ask).refused()).isEqualTo(1);
    RedisCommands.run(redis, "HSET dos:{test}:notes new +0");
    assertThat(ask(ask).refused()).isZero();
    assertThat(ask(ask).changes()).containsExactly(new Board.Note("new", "+1"));
  }
}
