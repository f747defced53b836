package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.access.SignedNonce;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.ReplayGuard.Verdict;
import io.decisionos.gateway.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StoredNoncesTest {
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
  void aWriteWhoseNonceIsNotAnsweredInTimeIsUnavailableAndNotTooLate() {
    done(bus.answer(StorageChannels.ADMIT, question -> Promise.<Verdict>promise().future()));
    var nonces = new StoredNonces(bus, Duration.ofMillis(20));
    var signed = new SignedNonce("ab".repeat(32), 1_800_000_000_000L);

    assertThatThrownBy(() -> done(nonces.use(new TenantId("default"), signed)))
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(e -> e.problem().type())
        .isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
  }
}
