package io.decisionos.gateway.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fleet.Meeting.Present;
import io.decisionos.gateway.fleet.Meeting.Roll;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantChannels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway goes on showing itself, whatever goes wrong in one beat. */
final class FleetVerticleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());
  private final AtomicInteger beats = new AtomicInteger();
  private final AtomicReference<RuntimeException> broken = new AtomicReference<>();

  @AfterEach
  void close() {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Future<Roll> meet(String instance, String document) {
    beats.incrementAndGet();
    if (broken.get() != null) {
      throw broken.get();
    }
    var others = new ArrayList<Present>();
    others.add(new Present("other", System.currentTimeMillis(), "no document at all"));
    return Future.succeededFuture(new Roll(System.currentTimeMillis(), false, others));
  }

  @Test
  void aBeatThatThrowsIsFollowedByTheNextOne() {
    done(bus.answer(TenantChannels.BOOK, q -> Future.succeededFuture(TenantBook.EMPTY)));
    var itself = new Itself("me", () -> "me", Map::of, () -> false, Map::of);
    done(
        vertx.deployVerticle(
            new FleetVerticle(
                bus,
                Optional.of(new Meeting.At("one", this::meet)),
                itself,
                Clock.systemUTC(),
                new SimpleMeterRegistry())));
    broken.set(new IllegalStateException());
    int before = beats.get();
    Await.until(PATIENCE, () -> beats.get() >= before + 2, beats::get);
    broken.set(null);
    var view = done(bus.ask(FleetChannels.VIEW, new FleetChannels.ViewQuery(), PATIENCE));
    assertThat(view.json().getJsonArray("gateways")).hasSize(1);
  }
}
