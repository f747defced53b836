package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many refusals are noted. */
final class AuditPostTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, meters);
  private final AuditPost post = new AuditPost(bus, new AuditMeters(meters));
  private final List<AuditEntry> kept = new CopyOnWriteArrayList<>();
  private int made;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @BeforeEach
  void keep() {
    bus.answer(
            AccessChannels.AUDIT,
            entry -> {
              kept.add(entry);
              return Future.succeededFuture(new AccessChannels.Written());
            })
        .await();
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

  private long keptOf(String subject) {
    return kept.stream().filter(entry -> entry.subject().equals(Optional.of(subject))).count();
  }

  @Test
  void aFloodOfStrangersDoesNotHideWhatAKnownCallerTries() {
    refuse("token.refused", Caller.NOBODY, 500);
    refuse("tenant.mismatch", caller("mallory", "acme"), 1);

    Await.until(Duration.ofSeconds(10), () -> kept.size() >= 51, kept::size);
    assertThat(kept).hasSize(51);
    assertThat(keptOf("mallory")).isEqualTo(1);
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

    Await.until(Duration.ofSeconds(10), () -> kept.size() >= 30, kept::size);
    assertThat(keptOf("quiet")).isEqualTo(5);
    assertThat(post.nextSecond()).isEqualTo(975);
  }
}
