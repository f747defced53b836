package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.SignedNonce;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Channel;
import io.decisionos.gateway.bus.Unknown;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.AnswerMemory;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A write that the storage does not let begin in time is unavailable, and not too late. */
final class SilentStorageTest {
  private static final Duration PATIENCE = Duration.ofMillis(20);
  private static final TenantId TENANT = new TenantId("default");

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = new Bus(vertx, new SimpleMeterRegistry());

  @AfterEach
  void close() {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void ofAKeyWhoseFirstAnswerCannotBeLookedUp() {
    keepSilent(StorageChannels.BEGIN);
    var name = new AnswerMemory.Name(TENANT, "key", Optional.empty());

    assertUnavailable(new StoredAnswers(bus, PATIENCE).begin(name, "claim"));
  }

  @Test
  void ofASignatureWhoseNonceIsNotUsedUpInTime() {
    keepSilent(StorageChannels.ADMIT);
    var signed = new SignedNonce("ab".repeat(32), 1_800_000_000_000L);

    assertUnavailable(new StoredNonces(bus, PATIENCE).use(TENANT, signed));
  }

  @Test
  void ofASignatureOrAKeyOfWhichTheConnectionWasLost() {
    // Whoever waits for these has begun nothing of what the caller wants done.
    lose(StorageChannels.ADMIT);
    lose(StorageChannels.BEGIN);
    var signed = new SignedNonce("ab".repeat(32), 1_800_000_000_000L);
    var name = new AnswerMemory.Name(TENANT, "key", Optional.empty());

    assertUnavailable(new StoredNonces(bus, PATIENCE).use(TENANT, signed));
    assertUnavailable(new StoredAnswers(bus, PATIENCE).begin(name, "claim"));
  }

  private <Q, A> void lose(Channel<Q, A> channel) {
    done(bus.answer(channel, question -> Future.<A>failedFuture(Unknown.problem().asException())));
  }

  private <Q, A> void keepSilent(Channel<Q, A> channel) {
    done(bus.answer(channel, question -> Promise.<A>promise().future()));
  }

  private static void assertUnavailable(Future<?> write) {
    assertThatThrownBy(() -> done(write))
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .satisfies(
            refused -> {
              assertThat(refused.problem().type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
              assertThat(refused.problem().members()).doesNotContainKey("outcome");
            });
  }
}
