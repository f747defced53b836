package io.decisionos.gateway.alerts.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice.Level;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random schedules of trouble, of receivers that fail in every way, and of crashes. */
final class DeskSchedulesTest {
  private static final AlertSettings SETTINGS =
      Settings.of(
          """
          receivers: [{name: ops, webhook: {url: "http://127.0.0.1:9/"}}]
          route:
            {receiver: ops, group_wait_ms: 5000, group_interval_ms: 30000, repeat_interval_ms: 999999999}
          rate_limit: {per_receiver: 10, window_ms: 60000}
          """);
  private static final int TENANTS = 6;
  private static final int SCHEDULES = 40;
  private static final int SECONDS = 600;

  /** One run through a schedule. */
  private static final class Run {
    private final Random random;
    private final Map<String, Level> holding = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    // What the receiver knows, and whether it may have been told of it without saying so.
    private final Set<AlertLabels> known = new HashSet<>();
    private final Set<AlertLabels> unsure = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Desk desk = new Desk("here", "run", SETTINGS);
    private JsonObject written = DeskStateJson.of(desk.state());

    Run(long seed) {
      random = new Random(seed);
    }

    void go() {
      for (int second = 0; second < SECONDS; second++) {
        now = now.plusSeconds(1);
        turn(random.nextInt(40) == 0);
        judge();
        boolean crash = random.nextInt(200) == 0;
        tell(crash, 12);
        if (crash) {
          desk = new Desk("here", "run", SETTINGS);
          desk.restore(DeskStateJson.read(written), now);
        }
      }
      // In the end the receiver is well, and everything is told.
      for (int turn = 0; turn < 80; turn++) {
        now = now.plusSeconds(10);
        judge();
        tell(false, 0);
      }
      holding.forEach(this::mustKnow);
      Ledger ledger = desk.ledger();
      if (ledger.settled() != ledger.opened()) {
        faults.add("the ledger does not add up: " + ledger.opened() + " " + ledger.settled());
      }
    }

    private void mustKnow(String tenant, Level level) {
      boolean told =
          known.stream()
              .anyMatch(l -> l.get("tenant").equals(Optional.of(tenant)) && matches(l, level));
      if (!told) {
        faults.add("nobody was told of " + tenant);
      }
    }

    private static boolean matches(AlertLabels labels, Level level) {
      return labels.isCritical() == (level == Level.ERROR);
    }

    private void turn(boolean change) {
      if (change) {
        String tenant = "t" + random.nextInt(TENANTS);
        if (holding.remove(tenant) == null) {
          holding.put(tenant, random.nextBoolean() ? Level.ERROR : Level.WARN);
          since.put(tenant, now);
        }
      }
    }

    private void judge() {
      desk.judge(
          new Conditions(
              "SloBurn",
              holding.entrySet().stream()
                  .map(e -> new Condition(Map.of("tenant", e.getKey()), e.getValue(), 1, "x"))
                  .toList()),
          now);
    }

    private void tell(boolean crash, int trouble) {
      for (Dispatch dispatch : desk.due(now)) {
        sent.addLast(now);
        while (sent.peekFirst().plus(Duration.ofMinutes(1)).compareTo(now) <= 0) {
          sent.removeFirst();
        }
        if (sent.size() > 10) {
          faults.add("over the limit at " + now);
        }
        int fate = trouble == 0 ? 99 : random.nextInt(trouble);
        boolean comes = fate != 0 && fate != 1;
        boolean said = comes && fate != 2;
        if (comes) {
          receive(dispatch, said && !crash);
        } else {
          dispatch.words().stream().filter(Word::firing).forEach(w -> unsure.add(labels(w)));
        }
        if (!crash) {
          desk.answered(dispatch, outcome(said, fate, comes), now);
          written = new JsonObject(DeskStateJson.of(desk.state()).encode());
        }
      }
    }

    private static AlertLabels labels(Word word) {
      return word.alert().labels();
    }

    private void receive(Dispatch dispatch, boolean said) {
      for (Word word : dispatch.words()) {
        AlertLabels labels = labels(word);
        if (word.firing()) {
          known.add(labels);
        } else if (!known.remove(labels) && !unsure.contains(labels)) {
          faults.add("the end of something that was never told: " + labels);
        }
        if (!said) {
          unsure.add(labels);
        }
      }
    }

    private Outcome outcome(boolean said, int fate, boolean comes) {
      if (said) {
        return new Outcome(Outcome.Result.DELIVERED, Optional.empty(), "it answered 200");
      }
      Optional<Duration> pause =
          fate == 1 ? Optional.of(Duration.ofSeconds(random.nextInt(20))) : Optional.empty();
      return comes
          ? new Outcome(Outcome.Result.LOST, pause, "no answer")
          : new Outcome(Outcome.Result.AGAIN, pause, "it answered 503");
    }
  }

  @Test
  void nobodyGoesUntoldAndTheLedgerAddsUpWhateverHappens() {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      var run = new Run(seed);
      run.go();
      assertThat(run.faults).as("seed %s", seed).isEmpty();
    }
  }
}
