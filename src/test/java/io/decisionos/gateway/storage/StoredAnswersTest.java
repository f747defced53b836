package io.decisionos.gateway.storage;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.http.AnswerMemory;
import io.decisionos.gateway.storage.Answers.Begun;
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

final class StoredAnswersTest {
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
  void aWriteWhoseKeyCannotBeLookedUpInTimeIsUnavailableAndNotTooLate() {
    done(bus.answer(StorageChannels.BEGIN, question -> Promise.<Begun>promise().future()));
    var answers = new StoredAnswers(bus, Duration.ofMillis(20));
    var name = new AnswerMemory.Name(new TenantId("default"), "key", Optional.empty());

    assertThatThrownBy(() -> done(answers.begin(name, "claim")))
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(e -> e.problem().type())
        .isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
  }
}
