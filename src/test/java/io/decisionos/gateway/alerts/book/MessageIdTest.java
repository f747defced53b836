package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Dispatch.Outcome.Result;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A message that is told twice has one id, so that its receiver can tell; no two share one. */
final class MessageIdTest {
  private static final String ONE =
      """
      receivers: [{name: ops, webhook: {url: "http://127.0.0.1:9/"}}]
      route: {receiver: ops, group_interval_ms: 10000, repeat_interval_ms: 600000}
      """;
  private static final String TWO_ROUTES =
      """
      receivers: [{name: ops, webhook: {url: "http://127.0.0.1:9/"}}]
      route:
        receiver: ops
        group_interval_ms: 10000
        routes:
          - {match: {alertname: SloBurn}, continue: true}
          - {match: {alertname: SloBurn}, group_by: [alertname]}
      """;
  private static final String ONE_A_MINUTE =
      """
      receivers: [{name: ops, webhook: {url: "http://127.0.0.1:9/"}}]
      route: {receiver: ops, group_interval_ms: 1000}
      rate_limit: {per_receiver: 1, window_ms: 60000}
      """;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private List<String> burning = List.of();
  private String file = ONE;
  private Desk desk = new Desk("here", "run", Settings.of(ONE));

  private void by(String text) {
    file = text;
    desk = new Desk("here", "run", Settings.of(text));
  }

  private void burns(String... tenants) {
    burning = List.of(tenants);
    judge();
  }

  private void judge() {
    desk.judge(
        new Conditions(
            "SloBurn",
            burning.stream()
                .map(each -> new Condition(Map.of("tenant", each), Level.ERROR, 1, "at " + now))
                .toList()),
        now);
  }

  /** Lets the time go on until there is a message. */
  private Dispatch next() {
    for (int second = 0; second < 3600; second++) {
      now = now.plusSeconds(1);
      judge();
      List<Dispatch> due = desk.due(now);
      if (!due.isEmpty()) {
        return due.get(0);
      }
    }
    throw new AssertionError("there is no message");
  }

  /** The id of the next message, which comes to this. */
  private String told(Result result) {
    Dispatch dispatch = next();
    desk.answered(dispatch, new Outcome(result, Optional.empty(), "as the test has it"), now);
    return dispatch.id().orElseThrow();
  }

  private JsonObject written() {
    return new JsonObject(DeskStateJson.of(desk.state()).encode());
  }

  private void again(JsonObject left) {
    desk = new Desk("here", "next run", Settings.of(file));
    desk.restore(DeskStateJson.read(left), now);
    judge();
  }

  private String toldInTheEnd(Result first) {
    String id = told(first);
    assertThat(Stream.of(Result.AGAIN, Result.LOST, Result.UNSENT, Result.DELIVERED))
        .allSatisfy(each -> assertThat(told(each)).isEqualTo(id));
    return id;
  }

  @Test
  void whatIsSentAgainHasItsId() {
    for (Result first : List.of(Result.LOST, Result.AGAIN)) {
      burns("acme");
      String begun = toldInTheEnd(first);
      burns();
      assertThat(toldInTheEnd(first)).isNotEqualTo(begun);
    }
  }

  @Test
  void theNextRunSendsWhatWasWrittenDownUnderItsId() {
    burns("acme", "other");
    Dispatch first = next();
    again(written());
    assertThat(next().id()).isEqualTo(first.id());
  }

  @Test
  void anEndTheNextRunTellsAgainHasItsId() {
    burns("acme");
    told(Result.DELIVERED);
    burns();
    Dispatch end = next();
    again(written());
    assertThat(next().id()).isEqualTo(end.id());
  }

  /** Meanwhile another gateway may have told the end, so that it must not be passed over. */
  @Test
  void aRunThatKnowsOfNoMessageSendsAnotherOne() {
    burns("acme");
    JsonObject before = written();
    Dispatch first = next();
    again(before);
    assertThat(next().id()).isNotEqualTo(first.id());
  }

  @Test
  void whatFiresOnceMoreAfterAnEndThatMayHaveComeIsAnotherMessage() {
    burns("acme");
    String first = told(Result.LOST);
    burns();
    String end = told(Result.LOST);
    burns("acme");
    String second = told(Result.LOST);
    burns();
    assertThat(List.of(first, end, second, told(Result.DELIVERED))).doesNotHaveDuplicates();
  }

  @Test
  void whatWasDeliveredAndIsToldOnceMoreIsAnotherMessage() {
    burns("acme");
    String first = told(Result.DELIVERED);
    String reminder = told(Result.LOST);
    assertThat(told(Result.DELIVERED)).isEqualTo(reminder);
    burns();
    String end = told(Result.DELIVERED);
    burns("acme");
    assertThat(List.of(first, reminder, end, told(Result.DELIVERED))).doesNotHaveDuplicates();
  }

  @Test
  void oneMoreAlertMakesAnotherMessage() {
    by(ONE.replace("receiver: ops,", "receiver: ops, group_by: [alertname],"));
    burns("acme");
    String first = told(Result.LOST);
    burns("acme", "other");
    String both = told(Result.LOST);
    assertThat(both).isNotEqualTo(first);
    burns("other");
    assertThat(told(Result.DELIVERED)).isNotIn(first, both);
  }

  @Test
  void whatAnotherRouteHasToldMeanwhileIsAnotherMessage() {
    by(TWO_ROUTES);
    burns("acme");
    String lost = told(Result.LOST);
    String other = told(Result.DELIVERED);
    assertThat(other).isNotEqualTo(lost);
    burns();
    String end = told(Result.DELIVERED);
    burns("acme");
    assertThat(told(Result.LOST)).isNotIn(lost, other, end);
  }

  @Test
  void aDigestThatIsSentAgainHasItsIdAndIsNoneOfItsGroupsMessages() {
    by(ONE_A_MINUTE);
    burns("acme");
    String first = told(Result.DELIVERED);
    burns("acme", "other", "third");
    Dispatch digest = next();
    assertThat(digest.kind()).isEqualTo(Dispatch.Kind.DIGEST);
    desk.answered(digest, new Outcome(Result.LOST, Optional.empty(), "no answer"), now);
    String id = digest.id().orElseThrow();
    assertThat(id).isNotEqualTo(first);
    assertThat(told(Result.DELIVERED)).isEqualTo(id);
  }

  @Test
  void anOlderFileHasNoIdsAndIsReadAllTheSame() {
    burns("acme");
    told(Result.DELIVERED);
    JsonObject json = written();
    json.getJsonObject("told").getJsonArray("ops").getJsonArray(0).remove(3);
    again(json);
    burns();
    assertThat(next().words()).extracting(Dispatch.Word::firing).containsExactly(false);
  }
}
