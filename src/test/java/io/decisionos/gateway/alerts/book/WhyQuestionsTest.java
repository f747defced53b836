package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.bus.Notice.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Questions of people who were told, or were not: why alone answers, by the rule that decided. */
final class WhyQuestionsTest {
  private static final String ALL = "route (matches every alert) gives it to ops: ";
  private static final String ACME = "route.routes[0] (matches tenant=acme) gives it to acme: ";
  private static final String PAGER =
      "route.routes[0].routes[0] (matches severity=critical) gives it to pager: ";
  private static final Map<String, String> OTHER = Map.of("tenant", "other");

  /** A question: what happened, whose alert it is about, and what the answer says. */
  private record Question(
      String asked, Consumer<Asked> story, String tenant, List<String> answer) {}

  private static Question ask(
      String asked, String tenant, Consumer<Asked> story, String... answer) {
    return new Question(asked, story, tenant, List.of(answer));
  }

  private static Stream<Question> routes() {
    return Stream.of(
        ask(
            "who is told of a tenant without a route?",
            "other",
            a -> a.holds("SloBurn", "other"),
            ALL + "will be told at",
            "as group_wait_ms is 5000"),
        ask(
            "why is only acme told of acme?",
            "acme",
            a -> a.holds("SloBurn", "acme"),
            ACME + "will be told at"),
        ask(
            "why was the pager called?",
            "acme",
            a -> a.critical("SloBurn", "acme"),
            PAGER + "will be told at",
            "group_wait_ms is 1000"),
        ask(
            "why does the pager hear of costs?",
            "other",
            a -> a.holds("CostSpike", "other"),
            "route.routes[1] (matches alertname=CostSpike) gives it to pager"),
        ask(
            "why does acme hear of its costs and not the pager?",
            "acme",
            a -> a.holds("CostSpike", "acme"),
            ACME + "will be told at"),
        ask(
            "why only the Alertmanager?",
            "other",
            a -> a.holds("SloBurn", Level.INFO, "other"),
            "route.routes[2] (matches severity=info) gives it to am: posted every 60000 ms"),
        ask(
            "why do two hear of it?",
            "both",
            a -> a.holds("SloBurn", "both"),
            "route.routes[4] (matches tenant=both) gives it to acme: will be told at",
            "; route.routes[5] (matches tenant=both) gives it to ops: will be told at"),
        ask(
            "why is nobody told at all?",
            "other",
            a -> a.turn("receivers: []\n").holds("SloBurn", "other").after(60),
            "nobody is told: alerts.yaml has no route"),
        ask(
            "why does an Alertmanager get it that no route names?",
            "other",
            a ->
                a.turn("receivers: [{name: am, alertmanager: {url: 'http://127.0.0.1:9/'}}]\n")
                    .holds("SloBurn", "other")
                    .after(10),
            "no route names it, which gives it to am: posted every"));
  }

  private static Stream<Question> waits() {
    return Stream.of(
        ask(
            "why so late?",
            "slow",
            a -> a.holds("SloBurn", "slow").after(30),
            "route.routes[3] (matches tenant=slow)",
            "will be told at 2026-01-01T00:01:00Z",
            "group_wait_ms is 60000"),
        ask(
            "when is it told again?",
            "other",
            a -> a.holds("SloBurn", "other").after(9),
            ALL + "told at 2026-01-01T00:00:05Z",
            "again after repeat_interval_ms at 2026-01-01T04:00:05Z"),
        ask(
            "why every minute?",
            "other",
            a -> a.holds("CostSpike", "other").after(9),
            "again after repeat_interval_ms at 2026-01-01T00:01:05Z"),
        ask(
            "why was nobody told of the second one?",
            "both",
            a -> a.holds("SloBurn", "both").after(9).holds("CostBudget", "both").after(9),
            "told at"),
        ask(
            "why was nobody told? (it was over at once)",
            "other",
            a -> a.holds("SloBurn", "other").after(2).holds("SloBurn").after(9),
            ALL + "it is over: it was over within group_wait_ms of 5000, so nobody was told"),
        ask(
            "why was nobody told that it is over?",
            "other",
            a -> a.holds("SloBurn", "other").after(9).holds("SloBurn").after(9),
            "its end is told at 2026-01-01T00:05:05Z, as group_interval_ms is 300000"),
        ask(
            "was the end told?",
            "other",
            a -> a.holds("SloBurn", "other").after(9).holds("SloBurn").after(400),
            "it is over: its end was told at 2026-01-01T00:05:05Z"),
        ask(
            "why was nobody told of what came and went in between?",
            "other",
            a ->
                a.holds("SloBurn", "other")
                    .after(9)
                    .critical("SloBurn", "other")
                    .after(9)
                    .holds("SloBurn", "other")
                    .after(400),
            "it was over within group_interval_ms of 300000, so nobody was told"));
  }

  private static Stream<Question> silences() {
    return Stream.of(
        ask(
            "who keeps it quiet?",
            "other",
            a -> a.silence("s1", OTHER, 600).holds("SloBurn", "other").after(60),
            "silence s1 by ann keeps it quiet until 2026-01-01T00:10:00Z: because of s1"),
        ask(
            "which silence, as none names the tenant?",
            "other",
            a -> a.silence("s2", Map.of("alertname", "SloBurn"), 600).holds("SloBurn", "other"),
            "silence s2 by ann"),
        ask(
            "and by severity?",
            "acme",
            a -> a.silence("s3", Map.of("severity", "critical"), 600).critical("SloBurn", "acme"),
            PAGER + "silence s3 by ann"),
        ask(
            "why was it told though there is a silence?",
            "other",
            a -> a.silence("s1", Map.of("tenant", "acme"), 600).holds("SloBurn", "other").after(9),
            ALL + "told at 2026-01-01T00:00:05Z"),
        ask(
            "why was it told though it was silenced? (it was lifted)",
            "other",
            a ->
                a.silence("s1", OTHER, 600).holds("SloBurn", "other").after(60).lift("s1").after(9),
            ALL + "told at 2026-01-01T00:01:01Z"),
        ask(
            "and when the silence was over?",
            "other",
            a -> a.silence("s1", OTHER, 60).holds("SloBurn", "other").after(70),
            ALL + "told at 2026-01-01T00:01:00Z"),
        ask(
            "why is it quiet now, as it was told before?",
            "other",
            a -> a.holds("SloBurn", "other").after(9).silence("s1", OTHER, 600),
            "silence s1 by ann keeps it quiet"),
        ask(
            "why was nobody ever told? (it was over in the silence)",
            "other",
            a ->
                a.silence("s1", OTHER, 600)
                    .holds("SloBurn", "other")
                    .after(60)
                    .holds("SloBurn")
                    .after(60),
            "it is over: it was over while it was silenced, so nobody was told"));
  }

  private static Stream<Question> receivers() {
    return Stream.of(
        ask(
            "why not yet? (429)",
            "other",
            a -> a.holds("SloBurn", "other").later(6, "it answered 429", 90),
            ALL + "it answered 429, so it is tried again at 2026-01-01T00:01:35Z"),
        ask(
            "why not yet? (500)",
            "other",
            a -> a.holds("SloBurn", "other").later(6, "it answered 500", 1),
            "it answered 500, so it is tried again at"),
        ask(
            "why not yet? (no answer)",
            "other",
            a -> a.holds("SloBurn", "other").later(6, "no answer: timeout", 1),
            "no answer: timeout, so it is tried again at"),
        ask(
            "why not? (403)",
            "other",
            a -> a.holds("SloBurn", "other").refused(6, "it answered 403"),
            "it answered 403, so it is tried again at 2026-01-01T00:05:05Z"),
        ask(
            "why not? (redirect)",
            "other",
            a -> a.holds("SloBurn", "other").refused(6, "it answered 302, which is not followed"),
            "it answered 302, which is not followed"),
        ask(
            "why not? (no address)",
            "other",
            a -> a.holds("SloBurn", "other").refused(6, "the variable X is not set; set it"),
            "the variable X is not set; set it"),
        ask(
            "why not, after an hour?",
            "other",
            a -> keep(a.holds("SloBurn", "other"), 3700),
            "it answered 503, for an hour"),
        ask(
            "why is the Alertmanager not told?",
            "other",
            a -> a.holds("SloBurn", Level.INFO, "other").later(9, "it answered 500", 5),
            "gives it to am: it answered 500, so it is tried again at"),
        ask(
            "why does the Alertmanager not get it?",
            "other",
            a -> a.silence("s1", OTHER, 60).holds("SloBurn", Level.INFO, "other").after(9),
            "gives it to am: silence s1 keeps it quiet until"));
  }

  private static Asked keep(Asked asked, int seconds) {
    for (int i = 0; i < seconds; i += 60) {
      asked.holds("SloBurn", "other").later(60, "it answered 503", 60);
    }
    return asked;
  }

  private static Stream<Question> limits() {
    return Stream.of(
        ask(
            "why is this one not told, as others are?",
            "t4",
            a -> a.holds("SloBurn", "t1", "t2", "t3", "t4").after(9),
            "rate_limit allows 3 messages in 600000 ms; it comes in a digest when there is room"),
        ask("was it ever told?", "t4", a -> keepAll(a, 700), ALL + "told at 2026-01-01T00:10:"),
        ask(
            "why was nobody told? (over before there was room)",
            "t4",
            a ->
                a.holds("SloBurn", "t1", "t2", "t3", "t4")
                    .after(9)
                    .holds("SloBurn", "t1", "t2", "t3")
                    .after(590)
                    .holds("SloBurn", "t1", "t2", "t3")
                    .after(20),
            "it is over: it was over before rate_limit had room, so nobody was told"));
  }

  private static Asked keepAll(Asked asked, int seconds) {
    for (int i = 0; i < seconds; i += 60) {
      asked.holds("SloBurn", "t1", "t2", "t3", "t4").after(60);
    }
    return asked;
  }

  private static Stream<Question> fleets() {
    return Stream.of(
        ask(
            "why does this gateway tell nobody?",
            "other",
            a -> a.led("two:8080").holds("SloBurn", "other").after(60),
            "gateway two:8080 tells what is the fleet's; " + ALL + "not told yet"),
        ask(
            "has the other one told?",
            "other",
            a -> a.led("two:8080").holds("SloBurn", "other").toldElsewhere("ops", "other"),
            "gateway two:8080 tells",
            ALL + "told at 2026-01-01T00:00:00Z"),
        ask(
            "why does the other one not tell?",
            "other",
            a -> a.led("two:8080").silence("s1", OTHER, 60).holds("SloBurn", "other"),
            "gateway two:8080 tells",
            "silence s1 by ann"),
        ask(
            "why does nobody tell?",
            "other",
            a -> a.led("").holds("SloBurn", "other").after(60),
            "nobody tells what is the fleet's while Redis does not say which gateway does"),
        ask(
            "why does it tell of itself?",
            "",
            a -> a.led("two:8080").own("EventLoopHeld").after(9),
            ALL + "told at 2026-01-01T00:00:05Z"));
  }

  private static Stream<Question> changes() {
    return Stream.of(
        ask(
            "why is somebody else told now?",
            "other",
            a ->
                a.holds("SloBurn", "other")
                    .after(9)
                    .turn(Asked.FILE.replace("  receiver: ops\n", "  receiver: acme\n"))
                    .after(9),
            "route (matches every alert) gives it to acme: told at"),
        ask(
            "why was it over? (the rule was turned off)",
            "other",
            a ->
                a.holds("SloBurn", "other")
                    .after(9)
                    .turn(Asked.FILE + "rules: {SloBurn: {enabled: false}}\n"),
            "its end is told at"),
        ask(
            "why is it told that it is over? (the threshold was raised)",
            "other",
            a ->
                a.holds("TenantStorageNearFull", "other")
                    .after(9)
                    .turn(Asked.FILE + "rules: {TenantStorageNearFull: {threshold: 99}}\n")
                    .holds("TenantStorageNearFull", "other"),
            "its end is told at"),
        ask(
            "was it told before the gateway started?",
            "other",
            a -> a.holds("SloBurn", "other").after(9).again().holds("SloBurn", "other").after(9),
            ALL + "told at 2026-01-01T00:00:05Z"));
  }

  private static List<Question> all() {
    return Stream.of(routes(), waits(), silences(), receivers(), limits(), fleets(), changes())
        .flatMap(each -> each)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> everyQuestionIsAnswered() {
    assertThat(all()).hasSizeGreaterThanOrEqualTo(40);
    return all().stream()
        .map(question -> DynamicTest.dynamicTest(question.asked(), () -> answer(question)));
  }

  private static void answer(Question question) {
    var asked = new Asked();
    question.story().accept(asked);
    assertThat(asked.why(question.tenant())).contains(question.answer());
  }
}
