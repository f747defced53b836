package io.decisionos.gateway.cards.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which topics are taken. */
final class TopicRulesTest {
  @Test
  void whatIsMadeIsTaken() {
    for (boolean isSingle : new boolean[] {true, false}) {
      var rules = new TopicRules(isSingle);
      assertThat(rules.objection(rules.made())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "min.insync.replicas, 1",
    "retention.ms, 604800000",
    "retention.bytes, 1073741824",
    "cleanup.policy, compact",
    "cleanup.policy, 'compact,delete'",
    "max.message.bytes, 1048588"
  })
  void whatCanLoseEventsIsRefusedByName(String name, String value) {
    var rules = new TopicRules(false);
    Map<String, String> config = new HashMap<>(rules.made());
    config.put(name, value);
    assertThat(rules.objection(config).orElseThrow()).startsWith("found " + name + "=" + value);
  }

  @Test
  void oneReplicaIsTakenOnlyWhereThatIsSaid() {
    assertThat(new TopicRules(true).objection(new TopicRules(true).made())).isEmpty();
    assertThat(new TopicRules(false).objection(new TopicRules(true).made())).isPresent();
    assertThat(new TopicRules(false).brokers(1).orElseThrow()).contains("events.kafka_single");
    assertThat(new TopicRules(true).brokers(1)).isEmpty();
    assertThat(new TopicRules(false).brokers(3)).isEmpty();
  }
}
