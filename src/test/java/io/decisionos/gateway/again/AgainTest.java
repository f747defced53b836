package io.decisionos.gateway.again;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** A turn ends alone, whatever it throws. */
final class AgainTest {
  @Test
  void whatATurnThrowsReachesNobody() {
    assertThatCode(() -> Again.turn("a test", () -> fail(new IllegalStateException("bad"))))
        .doesNotThrowAnyException();
    assertThatCode(() -> Again.turn("a test", () -> fail(new StackOverflowError())))
        .doesNotThrowAnyException();
  }

  @Test
  void whatAnAttemptThrowsIsAFailedFuture() {
    var thrown = new IllegalStateException("bad");
    Future<String> attempt =
        Again.attempt(
            () -> {
              throw thrown;
            });
    assertThat(attempt.cause()).isSameAs(thrown);
    assertThat(Again.attempt(() -> Future.succeededFuture("well")).result()).isEqualTo("well");
  }

  private static void fail(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
