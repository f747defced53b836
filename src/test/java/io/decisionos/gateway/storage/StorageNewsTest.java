package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.fixture.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators hear of a store. */
final class StorageNewsTest {
  private static final Usage NOTHING = new Usage(0, 0);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());
  private final SteppedClock clock = new SteppedClock();
  private final List<Notice> told = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void howLongAnOutageTookDoesNotHangOnTheWallClock() {
    bus.listen(Notice.POSTED, told::add).await();
    var news = new StorageNews(bus, clock, "entries", List.of());

    news.hear(this, new Health(Optional.of("gone"), NOTHING));
    clock.step(Duration.ofHours(-1));
    news.hear(this, new Health(Optional.empty(), NOTHING));

    Await.until(Duration.ofSeconds(10), () -> told.size() == 2, () -> told);
    assertThat(told.get(1).message()).matches("entries can be used again after \\d{1,5} ms");
  }
}
