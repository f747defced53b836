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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
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
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final AtomicInteger onTheirWay = new AtomicInteger();
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
    deploy(this::meet);
    broken.set(new IllegalStateException());
    int before = beats.get();
    Await.until(PATIENCE, () -> beats.get() >= before + 2, beats::get);
    broken.set(null);
    var view = done(bus.ask(FleetChannels.VIEW, new FleetChannels.ViewQuery(), PATIENCE));
    assertThat(view.json().getJsonArray("gateways")).hasSize(1);
  }

  private String deploy(Meeting meeting) {
    done(bus.answer(TenantChannels.BOOK, q -> Future.succeededFuture(TenantBook.EMPTY)));
    var itself = new Itself("me", () -> "me", Map::of, () -> false, Map::of);
    return done(
        vertx.deployVerticle(
            new FleetVerticle(
                bus,
                Optional.of(new Meeting.At("one", meeting)),
                itself,
                Clock.systemUTC(),
                new SimpleMeterRegistry())));
  }

  /** Each takes longer than the time between two beats. */
  private Future<Roll> meetSlowly(String instance, String document) {
    said.add(document);
    if (onTheirWay.getAndIncrement() > 0) {
      said.add("another is on its way");
    }
    return vertx
        .timer(700, TimeUnit.MILLISECONDS)
        .map(v -> new Roll(System.currentTimeMillis(), false, List.of()))
        .onComplete(done -> onTheirWay.decrementAndGet());
  }

  @Test
  void whoLeavesSaysNothingMoreHoweverLongItTakes() {
    String id = deploy(this::meetSlowly);
    int before = said.size();
    Await.until(PATIENCE, () -> said.size() > before, () -> said);
    done(vertx.undeploy(id));
    assertThat(said).doesNotContain("another is on its way");
    assertThat(said.get(said.size() - 1)).isEmpty();
    assertThat(said).containsOnlyOnce("");
  }
}
