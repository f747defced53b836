package io.decisionos.gateway.cards.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.decisionos.gateway.fault.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
  private static final String GOOD = "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"}";

  private static Object lineOf(byte[] body) {
    return catchThrowableOfType(ProblemException.class, () -> EventBatch.lines(body))
        .problem()
        .members()
        .get("line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "\"x\"",
        "{}",
        "{\"reason\":\"x\"}",
        "{\"ts\":\"2026-01-01T00:00:00Z\"}",
        "{\"ts\":\"2026-01-01T00:00:00\",\"reason\":\"x\"}",
        "{\"ts\":\"2026-06-30T23:59:60Z\",\"reason\":\"x\"}",
        "{\"ts\":\"12026-01-01T00:00:00Z\",\"reason\":\"x\"}",
        "{\"ts\":1767225600,\"reason\":\"x\"}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"\"}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":null}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":7}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"\\ud800\"}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":0}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":-1}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":1000000001}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":99999999999999999999}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":1.0}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":1e2}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":\"1\"}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":null}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"count\":[1]}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"cuont\":2}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\",\"reason\":\"y\"}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"} {}",
        "{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"},",
        "\ufeff{\"ts\":\"2026-01-01T00:00:00Z\",\"reason\":\"x\"}",
      })
  void whatIsNoEventIsNamedByItsLine(String bad) {
    assertThat(lineOf((GOOD + "\n\n" + bad + "\n" + GOOD).getBytes(UTF_8))).isEqualTo(3);
    var array =
        catchThrowableOfType(
            ProblemException.class,
            () -> EventBatch.array(("[" + GOOD + "," + bad + "]").getBytes(UTF_8)));
    if (!bad.endsWith(",") && !bad.endsWith("{}")) {
      assertThat(array.problem().members()).containsEntry("line", 2);
    }
  }

  @Test
  void bytesThatAreNoUtf8AreNoEvent() {
    String line = GOOD.replace("x", "\u00e9");
    assertThat(lineOf(line.getBytes(ISO_8859_1))).isEqualTo(1);
    assertThat(lineOf(GOOD.getBytes(UTF_16LE))).isEqualTo(1);
  }

  @Test
  void reasonsAreCountedInCodePoints() {
    String most = "\ud83d\ude00".repeat(128);
    assertThat(EventBatch.lines(GOOD.replace("\"x\"", '"' + most + '"').getBytes(UTF_8)))
        .containsExactly(new ReasonEvent(Instant.parse("2026-01-01T00:00:00Z"), most, 1));
    assertThat(lineOf(GOOD.replace("\"x\"", "\"x" + most + '"').getBytes(UTF_8))).isEqualTo(1);
  }

  @Test
  void blankLinesAndLineEndsOfAnyKindArePassedOver() {
    String body = "\r\n" + GOOD + "\r\n  \n" + GOOD.replace("}", ",\"count\":3}") + "\n\n";
    assertThat(EventBatch.lines(body.getBytes(UTF_8)))
        .extracting(ReasonEvent::count)
        .containsExactly(1L, 3L);
    assertThat(EventBatch.lines(new byte[0])).isEmpty();
    assertThat(EventBatch.array("[ ]".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void aBodyThatIsNoArraySaysWhatToSend() {
    var problem =
        catchThrowableOfType(ProblemException.class, () -> EventBatch.array(GOOD.getBytes(UTF_8)));
    assertThat(problem.problem().detail()).contains("JSON array", "application/x-ndjson");
  }
}
