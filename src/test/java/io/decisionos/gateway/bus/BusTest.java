package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BusTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Channel<Question, String> CHANNEL =
      new Channel<>("test.ask", Question.class, String.class, 2);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Bus bus = new Bus(vertx, meters);

  record Question(String text) {}

  @AfterEach
  void close() {
    done(vertx.close());
  }

  private static <T> T done(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private void answer(Function<Question, Future<String>> handler) {
    done(bus.answer(CHANNEL, handler));
  }

  private Future<String> ask(Duration patience) {
    return bus.ask(CHANNEL, new Question("?"), patience);
  }

  private static void assertProblem(Future<?> asked, ProblemType type) {
    assertThatThrownBy(() -> done(asked))
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().type()).isEqualTo(type));
  }

  @Test
  void anAnswerComesBackAsTheSameObject() {
    var text = new String("the very object");
    answer(question -> Future.succeededFuture(text));

    assertThat(done(ask(PATIENCE))).isSameAs(text);
  }

  @Test
  void aHandlerThatThrowsAnswersAtOnce() {
    answer(
        question -> {
          throw new IllegalStateException("a bug");
        });

    assertProblem(ask(PATIENCE), ProblemType.GATEWAY_INTERNAL);
  }

  @Test
  void aHandlerThatReturnsNothingAnswersAtOnce() {
    answer(question -> null);

    assertProblem(ask(PATIENCE), ProblemType.GATEWAY_INTERNAL);
  }

  @Test
  void anAnswerOfAnotherTypeIsABugAndStillAnAnswer() {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Function<Question, Future<String>> wrong = q -> (Future) Future.succeededFuture(7);
    answer(wrong);

    assertProblem(ask(PATIENCE), ProblemType.GATEWAY_INTERNAL);
  }

  @Test
  void aProblemReachesTheCallerAsItIs() {
    answer(
        question ->
            Future.failedFuture(Problem.of(ProblemType.SLO_UNKNOWN_KEY, "no").asException()));

    assertProblem(ask(PATIENCE), ProblemType.SLO_UNKNOWN_KEY);
  }

  @Test
  void silenceBecomesATimeout() {
    answer(question -> Promise.<String>promise().future());

    assertProblem(ask(Duration.ofMillis(20)), ProblemType.WORKER_TIMEOUT);
  }

  @Test
  void aQuestionThatNobodyHearsIsRefused() {
    assertProblem(ask(PATIENCE), ProblemType.GATEWAY_OVERLOADED);
  }

  @Test
  void moreThanTheCapacityIsRefusedAtOnceAndPlacesComeBack() {
    var held = Promise.<String>promise();
    answer(question -> held.future());
    Future<String> first = ask(PATIENCE);
    Future<String> second = ask(PATIENCE);

    assertProblem(ask(PATIENCE), ProblemType.GATEWAY_OVERLOADED);
    held.complete("late");
    done(first);
    done(second);

    assertThat(done(ask(PATIENCE))).isEqualTo("late");
    assertThat(meters.get("gateway.bus.in.flight").gauge().value()).isZero();
  }

  @Test
  void placesComeBackAfterTimeoutsAndBugs() {
    var never = Promise.<String>promise();
    answer(question -> never.future());
    for (int i = 0; i < 10; i++) {
      assertProblem(ask(Duration.ofMillis(5)), ProblemType.WORKER_TIMEOUT);
    }

    assertThat(meters.get("gateway.bus.in.flight").gauge().value()).isZero();
  }

  @Test
  void aQuestionWhoseDeadlineIsPastIsNotWorkedOn() {
    BlockingQueue<Question> worked = new LinkedBlockingQueue<>();
    answer(
        question -> {
          worked.add(question);
          return Future.succeededFuture("done");
        });
    var late = new Envelope(new Question("late"), Deadline.in(Duration.ZERO), Optional.empty());

    Future<Object> reply =
        vertx
            .eventBus()
            .request(CHANNEL.address(), late, new DeliveryOptions().setCodecName(LocalCodec.NAME))
            .map(message -> message.body());

    assertThat(done(reply)).isInstanceOf(Outcome.Refused.class);
    assertThat(worked).isEmpty();
  }

  @Test
  void newsReachesEverybodyWhoListens() throws InterruptedException {
    var news = new Announcement<>("test.happened", String.class);
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    done(bus.listen(news, heard::add));
    done(bus.listen(news, heard::add));

    bus.announce(news, "it happened");

    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("it happened");
    assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo("it happened");
  }

  @Test
  void hopsAreCounted() {
    answer(question -> Future.succeededFuture("yes"));
    done(ask(PATIENCE));
    done(ask(PATIENCE));

    assertThat(meters.get("gateway.bus.hops").tag("channel", "test.ask").counter().count())
        .isEqualTo(2);
  }
}
