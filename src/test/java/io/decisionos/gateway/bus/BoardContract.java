package io.decisionos.gateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Board.Answer;
import io.decisionos.gateway.bus.Board.Ask;
import io.decisionos.gateway.bus.Board.Note;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Board} must do. */
public abstract class BoardContract {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Asks the one board of this test. */
  protected abstract Answer ask(Ask ask);

  /** Lets time pass for the board. */
  protected abstract void pass(Duration time);

  private static Ask ask(String instance, Duration lasts, String after, Note... open) {
    return new Ask(
        "test", instance, "name of " + instance, lasts, 0, List.of(), List.of(open), after);
  }

  private static Ask sealed(String instance, long token, Note... sealed) {
    return new Ask(
        "test", instance, "name of " + instance, LONG, token, List.of(sealed), List.of(), "");
  }

  private static Note[] notes(String sign, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Note("n" + i, sign + i))
        .toArray(Note[]::new);
  }

  @Test
  void oneHasTheSeatUntilItGivesItUp() {
    Answer first = ask(ask("a", LONG, ""));
    assertThat(first.seat().instance()).isEqualTo("a");
    assertThat(first.seat().name()).isEqualTo("name of a");
    assertThat(first.isNew()).isTrue();
    Answer second = ask(ask("b", LONG, ""));
    assertThat(second.seat().instance()).isEqualTo("a");
    assertThat(second.seat().left()).isBetween(Duration.ofSeconds(1), LONG);
    assertThat(second.here()).containsExactlyInAnyOrder("a", "b");
    assertThat(second.born()).isEqualTo(first.born()).isPositive();
    assertThat(ask(ask("a", Duration.ZERO, "")).seat().instance()).isEmpty();
    Answer third = ask(ask("b", LONG, ""));
    assertThat(third.isNew()).isFalse();
    assertThat(third.seat().instance()).isEqualTo("b");
    assertThat(third.seat().token()).isGreaterThan(first.seat().token());
  }

  @Test
  void theSeatIsFreeOnceItsTimeIsOver() {
    long token = ask(ask("a", Duration.ofMillis(300), "")).seat().token();
    pass(Duration.ofMillis(400));
    assertThat(ask(ask("b", Duration.ZERO, "")).seat().instance()).isEmpty();
    Answer next = ask(ask("b", LONG, ""));
    assertThat(next.seat().instance()).isEqualTo("b");
    assertThat(next.seat().token()).isGreaterThan(token);
  }

  @Test
  void whoHadTheSeatCannotWriteWhatIsSealedAnyMore() {
    long old = ask(ask("a", Duration.ofMillis(200), "")).seat().token();
    assertThat(ask(sealed("a", old, new Note("n", "+first"))).written()).isTrue();
    ask(ask("a", Duration.ZERO, ""));
    long token = ask(ask("b", LONG, "")).seat().token();
    assertThat(ask(sealed("a", old, new Note("n", "+late"))).written()).isFalse();
    assertThat(ask(sealed("a", token, new Note("n", "+forged"))).written()).isFalse();
    assertThat(ask(ask("c", LONG, "")).changes()).containsExactly(new Note("n", "+first"));
    assertThat(ask(sealed("b", token, new Note("n", "+next"))).written()).isTrue();
    assertThat(ask(ask("c", LONG, "")).changes()).containsExactly(new Note("n", "+next"));
  }

  @Test
  void changesComeOnceInTheirOrderAndInParts() {
    ask(ask("a", LONG, "", notes("+", 0, 150)));
    ask(ask("a", LONG, "", notes("+", 150, 300)));
    ask(ask("a", LONG, "", new Note("n0", "+again")));
    Answer part = ask(ask("b", LONG, ""));
    assertThat(part.whole()).isTrue();
    assertThat(part.more()).isTrue();
    assertThat(part.changes()).hasSize(Board.MOST).startsWith(new Note("n1", "+1"));
    Answer rest = ask(ask("b", LONG, part.last()));
    assertThat(rest.whole()).isFalse();
    assertThat(rest.more()).isFalse();
    assertThat(rest.changes()).hasSize(100).endsWith(new Note("n0", "+again"));
    Answer none = ask(ask("b", LONG, rest.last()));
    assertThat(none.changes()).isEmpty();
    assertThat(none.last()).isEqualTo(rest.last());
    Answer own = ask(ask("b", LONG, none.last(), new Note("x", "+y")));
    assertThat(own.changes()).containsExactly(new Note("x", "+y"));
  }

  @Test
  void whatIsNoMoreIsToldUntilThatIsLongAgoAndThenAllIsToldAnew() {
    String before = ask(ask("b", LONG, "", new Note("kept", "+"))).last();
    for (int i = 0; i < 6; i++) {
      ask(ask("a", LONG, "", notes("+", 200 * i, 200 * (i + 1))));
      ask(ask("a", LONG, "", notes("-", 200 * i, 200 * (i + 1))));
    }
    Answer anew = ask(ask("b", LONG, before));
    assertThat(anew.whole()).isTrue();
    assertThat(anew.changes()).startsWith(new Note("kept", "+"));
    int count = 0;
    Answer part = anew;
    while (part.more()) {
      count += part.changes().size();
      part = ask(ask("b", LONG, part.last()));
    }
    assertThat(count + part.changes().size()).isBetween(901, 1200);
  }
}
