package io.decisionos.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fixture.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many refusals are noted. */
final class AuditPostTest {
  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, meters);
  private final AuditPost post = new AuditPost(bus, new AuditMeters(meters));
  private final List<AuditEntry> kept = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private static AuditEntry refusal(String event, Optional<String> subject) {
    return new AuditEntry(
        Instant.EPOCH, event, Optional.of("r"), subject, Optional.of("t"), "refused", "");
  }

  @Test
  void aFloodOfStrangersDoesNotHideWhatAKnownCallerTries() {
    bus.answer(
            AccessChannels.AUDIT,
            entry -> {
              kept.add(entry);
              return Future.succeededFuture(new AccessChannels.Written());
            })
        .await();

    for (int i = 0; i < 500; i++) {
      post.note(refusal("token.refused", Optional.empty()));
    }
    post.note(refusal("tenant.mismatch", Optional.of("mallory")));

    Await.until(Duration.ofSeconds(10), () -> kept.size() >= 51, kept::size);
    assertThat(kept).hasSize(51);
    assertThat(kept).anyMatch(entry -> entry.subject().equals(Optional.of("mallory")));
    assertThat(post.nextSecond()).isEqualTo(450);
  }

  @Test
  void knownCallersTogetherAreBoundedToo() {
    for (int i = 0; i < 80; i++) {
      post.note(refusal("scope.refused", Optional.of("caller" + i)));
    }

    assertThat(post.nextSecond()).isEqualTo(30);
    post.note(refusal("scope.refused", Optional.of("mallory")));
    assertThat(post.nextSecond()).isZero();
  }
}
