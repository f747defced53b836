package io.decisionos.gateway.cards;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.count.Tally;
import io.decisionos.gateway.http.Window;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Callers may give a reason the name that stands for the rest. */
class NameOfTheRestTest {
  private static final String REST = "[+others]";
  private static final Window WINDOW =
      new Window(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"));

  private static JsonArray lines(int topN, Map<String, Long> counts) {
    return new ReasonSummary(WINDOW, topN, 3).lines("label", counts);
  }

  private static JsonArray expected(Object... nameAndCount) {
    var lines = new JsonArray();
    for (int i = 0; i < nameAndCount.length; i += 2) {
      lines.add(new JsonObject().put("label", nameAndCount[i]).put("count", nameAndCount[i + 1]));
    }
    return lines;
  }

  @Test
  void aReasonOfThatNameIsPartOfTheRestAndStandsOnce() {
    assertThat(lines(1, Map.of("a", 9L, REST, 7L, "b", 2L))).isEqualTo(expected("a", 9L, REST, 9L));
    assertThat(lines(5, Map.of("a", 9L, REST, 3L))).isEqualTo(expected("a", 9L, REST, 3L));
    assertThat(lines(5, Map.of("a", 9L, REST, 2L))).isEqualTo(expected("a", 9L));
  }

  @Test
  void aTokenThatCarriesNotAllComparesItWithTheRest() {
    var then = new TreeMap<String, Long>(Tally.BY_NAME);
    then.putAll(Map.of("a", 9L, REST, 7L));
    var now = new TreeMap<String, Long>(Tally.BY_NAME);
    now.putAll(Map.of("a", 9L, REST, 8L, "b", 2L, "c", 1L));

    JsonObject delta = new EarlierCounts(then, 3).delta(now);

    assertThat(delta.getJsonObject("changed"))
        .isEqualTo(
            new JsonObject()
                .put(REST, new JsonObject().put("from", 10L).put("to", 11L).put("delta", 1L)));
    assertThat(delta.getJsonObject("added")).isEmpty();
  }
}
