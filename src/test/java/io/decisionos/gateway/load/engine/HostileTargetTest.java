package io.decisionos.gateway.load.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.load.engine.HostileServer.Treatment;
import io.decisionos.gateway.load.measure.Kind;
import io.decisionos.gateway.load.measure.Tally;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A target that does everything wrong: the run ends on time, and every error has its kind. */
class HostileTargetTest {

  private static final String SCENARIO =
      """
      {'name': 'hostile', 'connections': 8, 'timeout_ms': 500,
       'tenants': [{'id': 'default'}],
       'requests': [{'name': 'slo', 'path': '/slo?tenant=${tenant}'}],
       'phases': [{'name': 'all', 'rate': 50, 'seconds': 1}],
       'thresholds': [{'slo': true}]}
      """;

  @Test
  void aTargetThatRefusesConnections() throws IOException {
    URI closed;
    try (var server = new HostileServer(socket -> {})) {
      closed = server.uri();
    }

    assertThat(run(closed).count(Kind.REFUSED)).isEqualTo(50);
  }

  @Test
  void aTargetThatNeverAnswers() throws IOException {
    assertThat(run(socket -> {}).count(Kind.TIMEOUT)).isEqualTo(50);
  }

  @Test
  void aTargetThatResets() throws IOException {
    Tally tally = run(HostileServer.resets());

    assertThat(tally.count(Kind.RESET)).isEqualTo(50);
  }

  @Test
  void aTargetThatAnswersGarbage() throws IOException {
    assertThat(run(HostileServer.says("\0\1 what? \r\n\r\n")).count(Kind.GARBAGE)).isEqualTo(50);
  }

  @Test
  void aTargetThatClosesWithoutAnAnswer() throws IOException {
    assertThat(run(HostileServer.says("")).count(Kind.CLOSED)).isEqualTo(50);
  }

  @Test
  void aTargetThatStopsInTheMiddleOfAnAnswer() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":";

    assertThat(run(HostileServer.says(half)).count(Kind.CLOSED)).isEqualTo(50);
  }

  @Test
  void aTargetThatSaysTheWrongThing() throws IOException {
    String wrong = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    Tally tally = run(HostileServer.says(wrong));

    assertThat(tally.count(Kind.STATUS)).isEqualTo(50);
    assertThat(tally.statuses()).containsEntry(500, 50L);
  }

  private static Tally run(Treatment treatment) throws IOException {
    try (var server = new HostileServer(treatment)) {
      return run(server.uri());
    }
  }

  /** One second of load, half a second for the SLO and half a second for the last answer. */
  private static Tally run(URI target) {
    long start = System.nanoTime();
    var result = Runs.run(Runs.scenario(target, SCENARIO));

    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(4000);
    assertThat(result.findings()).isNotEmpty().noneMatch(finding -> finding.met());
    Tally totals = result.ledger().totals();
    assertThat(totals.ended()).isEqualTo(50);
    return totals;
  }
}
