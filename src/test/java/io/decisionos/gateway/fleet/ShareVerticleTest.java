package io.decisionos.gateway.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.limit.LocalRates;
import io.decisionos.gateway.limit.RateLeases;
import io.decisionos.gateway.limit.RateSharing;
import io.decisionos.gateway.tenant.Tenant;
import io.decisionos.gateway.tenant.TenantFile;
import io.decisionos.gateway.tenant.TenantReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of rates are leased one call after the other, whatever becomes of a call. */
final class ShareVerticleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long RATE = 1000;

  /** Longer than any lease. */
  private static final long LONG = TimeUnit.MILLISECONDS.toNanos(1300);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());
  private final LocalRates rates = new LocalRates();
  private final Tenant tenant = tenant();
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

  /** One call, which is not answered yet. */
  private record Call(
      List<RateLeases.Ask> asks, long nanos, Promise<List<Optional<RateLeases.Lease>>> answer) {}

  @BeforeEach
  void deploy() {
    var sharing = new RateSharing(rates, "here");
    done(vertx.deployVerticle(new ShareVerticle(bus, this::lease, sharing)));
    ask();
    bus.announce(FleetChannels.SEEN, new FleetChannels.Seen(1));
    bus.announce(FleetChannels.SEEN, new FleetChannels.Seen(2));
  }

  @AfterEach
  void close() {
    done(vertx.close());
  }

  private static Tenant tenant() {
    String text = "tenant_id: t\nname: T\nstatus: active\nlimits: {max_qps: " + RATE + "}\n";
    return ((TenantFile.Valid) new TenantReader().read("t.yaml", text.getBytes(UTF_8))).tenant();
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }

  private Future<List<Optional<RateLeases.Lease>>> lease(List<RateLeases.Ask> asks) {
    var call = new Call(asks, System.nanoTime(), Promise.promise());
    calls.add(call);
    return call.answer().future();
  }

  private void ask() {
    rates.admit(tenant, System.nanoTime());
  }

  /** Callers go on meanwhile. */
  private void await(BooleanSupplier condition) {
    BooleanSupplier looked =
        () -> {
          ask();
          return condition.getAsBoolean();
        };
    Await.until(PATIENCE, looked, () -> calls);
  }

  private Call awaitCall() {
    await(() -> !calls.isEmpty());
    return calls.remove();
  }

  private long share() {
    return rates.standing(tenant, System.nanoTime()).orElseThrow().share().orElseThrow();
  }

  @Test
  void aCallThatFailedIsFollowedByTheNextOne() {
    for (int i = 0; i < 3; i++) {
      Call call = awaitCall();
      assertThat(call.asks()).hasSize(1);
      call.answer().fail("no Redis");
    }
  }

  @Test
  void anAnswerThatComesWhenItsLeaseHasEndedGivesNothing() {
    Call call = awaitCall();
    await(() -> System.nanoTime() - call.nanos() > LONG);
    assertThat(calls).as("overtake the one that is on its way").isEmpty();
    call.answer().complete(List.of(Optional.of(new RateLeases.Lease(RATE - 1, List.of()))));
    var most = new AtomicLong();
    await(() -> most.accumulateAndGet(share(), Math::max) < 0 || !calls.isEmpty());
    assertThat(most.get()).isLessThanOrEqualTo(RATE / 2);
  }
}
