package io.decisionos.gateway.cards.log;

import static io.decisionos.gateway.cards.log.OpenLog.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.cards.follow.Unreadable;
import io.decisionos.gateway.ops.Check;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogCheckTest {
  @Test
  void whatCannotBeFollowedIsInTheCheckWithItsCause() {
    Map<String, String> causes = new TreeMap<>();
    IntStream.range(100, 300).forEach(i -> causes.put(i + ".jsonl", "why " + i));
    var unreadable = new Unreadable(Optional.empty(), Map.of(ACME, causes));
    Check check =
        new LogCheck(Map.of(), Map.of(), unreadable, LogMeters.Totals.NOTHING, Optional.empty())
            .check();
    assertThat(check.state()).isEqualTo(Check.State.DEGRADED);
    assertThat(check.cause().orElseThrow()).contains("acme-corp/100.jsonl (why 100)");
    assertThat(check.details().getJsonArray("unreadable")).hasSize(100);
  }
}
