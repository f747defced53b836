package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> begun = new ArrayList<>();
  private final Map<String, Promise<String>> open = new LinkedHashMap<>();

  private Future<String> bring(Turns turns, String party, String work) {
    return turns.take(
        party,
        () -> {
          begun.add(work);
          Promise<String> done = Promise.promise();
          open.put(work, done);
          return done.future();
        });
  }

  private void finish(String work) {
    open.remove(work).complete(work);
  }

  @Test
  void whoBringsLittleWaitsForOneTurnOfWhoBringsMuch() {
    var turns = new Turns(1);
    for (String work : List.of("a1", "a2", "a3", "a4")) {
      bring(turns, "a", work);
    }
    bring(turns, "b", "b1");
    bring(turns, "c", "c1");
    bring(turns, "b", "b2");
    while (!open.isEmpty()) {
      finish(begun.get(begun.size() - 1));
    }

    assertThat(begun).containsExactly("a1", "a2", "b1", "c1", "a3", "b2", "a4");
  }

  @Test
  void noMoreIsBegunThanThereArePlaces() {
    var turns = new Turns(2);
    bring(turns, "a", "a1");
    bring(turns, "a", "a2");
    bring(turns, "b", "b1");
    assertThat(begun).containsExactly("a1", "a2");
    finish("a2");
    assertThat(begun).containsExactly("a1", "a2", "b1");
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotBegun() {
    var turns = new Turns(1);
    bring(turns, "a", "a1");
    Future<String> late =
        turns.take(
            "a",
            Deadline.in(Duration.ZERO),
            () -> {
              throw new AssertionError("too late");
            });
    bring(turns, "a", "a2");
    finish("a1");

    assertThat(begun).containsExactly("a1", "a2");
    assertThat(late.cause()).isInstanceOf(ProblemException.class).hasMessageContaining("in time");
  }

  @Test
  void whatFailsMakesRoomToo() {
    var turns = new Turns(1);
    Future<String> failed = bring(turns, "a", "a1");
    Future<Object> thrown =
        turns.take(
            "a",
            () -> {
              throw new IllegalStateException("a bug");
            });
    Future<String> done = bring(turns, "b", "b1");
    open.get("a1").fail("for a reason");
    finish("b1");

    assertThat(failed.cause()).hasMessage("for a reason");
    assertThat(done.result()).isEqualTo("b1");
    assertThat(thrown.cause()).hasMessage("a bug");
  }
}
