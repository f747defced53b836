package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many refusals are noted. */
final class AuditPostTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, meters);
  private final AuditPost post = new AuditPost(bus, new AuditMeters(meters));
  private final AtomicInteger calls = new AtomicInteger();
  private int made;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @BeforeEach
  void listen() {
    bus.listen(AccessChannels.ENTRIES_WAITED, news -> calls.incrementAndGet()).await();
  }

  private static Caller caller(String subject, String tenant) {
    return Caller.of(subject, Set.of(new TenantId(tenant)), Set.of());
  }

  /** Every request names another tenant, as whoever makes them chooses. */
  private void refuse(String event, Caller caller, int times) {
    for (int i = 0; i < times; i++) {
      var entry =
          new AuditEntry(
              Instant.EPOCH,
              event,
              Optional.of("r"),
              caller.subject(),
              Optional.of("named-" + i),
              AuditEntry.REFUSED,
              "");
      post.note(
          caller,
          entry.outcome(),
          () -> {
            made++;
            return entry;
          });
    }
  }

  private static long of(String subject, List<AuditEntry> entries) {
    return entries.stream().filter(entry -> entry.subject().equals(Optional.of(subject))).count();
  }

  @Test
  void aFloodOfStrangersDoesNotHideWhatAKnownCallerTries() {
    refuse("token.refused", Caller.NOBODY, 500);
    refuse("tenant.mismatch", caller("mallory", "acme"), 1);

    List<AuditEntry> kept = post.take();
    assertThat(kept).hasSize(51);
    assertThat(of("mallory", kept)).isEqualTo(1);
    assertThat(post.nextSecond()).isEqualTo(450);
  }

  @Test
  void whatIsLeftOutIsNotEvenMade() {
    refuse("token.refused", Caller.NOBODY, 500);

    assertThat(made).isEqualTo(50);
  }

  @Test
  void knownCallersTogetherAreBoundedToo() {
    for (int i = 0; i < 80; i++) {
      refuse("scope.refused", caller("caller" + i, "tenant-" + i), 1);
    }

    assertThat(post.nextSecond()).isEqualTo(30);
    refuse("scope.refused", caller("mallory", "acme"), 1);
    assertThat(post.nextSecond()).isZero();
  }

  @Test
  void aTenantsFloodDoesNotHideWhatCallersOfAnotherTry() {
    for (int i = 0; i < 10; i++) {
      refuse("tenant.mismatch", caller("flood-" + i, "noisy"), 100);
    }
    refuse("scope.refused", caller("quiet", "acme"), 5);

    assertThat(of("quiet", post.take())).isEqualTo(5);
    assertThat(post.nextSecond()).isEqualTo(975);
  }

  @Test
  void whoTakesEntriesIsCalledOnceUntilNoneIsLeft() {
    refuse("token.refused", Caller.NOBODY, 3);
    Await.until(Duration.ofSeconds(10), () -> calls.get() == 1, calls::get);
    assertThat(post.take()).hasSize(3);
    refuse("token.refused", Caller.NOBODY, 2);
    assertThat(post.take()).hasSize(2);
    assertThat(post.take()).isEmpty();
    assertThat(calls.get()).isEqualTo(1);

    refuse("token.refused", Caller.NOBODY, 1);

    Await.until(Duration.ofSeconds(10), () -> calls.get() == 2, calls::get);
    assertThat(post.take()).hasSize(1);
  }

  @Test
  void whatHasNoPlaceIsLostAndCounted() {
    var entry = AuditEntry.ofGateway(Instant.EPOCH, "operator.action", Optional.empty(), "");
    for (int i = 0; i < 1030; i++) {
      post.note(Caller.NOBODY, "done", () -> entry);
    }

    assertThat(post.take()).hasSize(1024);
    assertThat(meters.get("gateway.audit.lost").counter().count()).isEqualTo(6);
  }
}
