package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Settings;
import io.decisionos.gateway.bus.FakeBoard;
import io.decisionos.gateway.bus.Notice.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A schedule of crashes, outages and troubles of a receiver, over two real desks that share a
 * board, on a clock of its own. What the receiver gets is written down.
 */
final class TwoGateways {
  static final AlertSettings SETTINGS =
      Settings.of(
          """
          receivers: [{name: ops, webhook: {url: "http://127.0.0.1:9/"}}]
          route:
            receiver: ops
            group_wait_ms: 5000
            group_interval_ms: 20000
            repeat_interval_ms: 999999999
          rate_limit: {per_receiver: 1000, window_ms: 60000}
          """);
  private static final long BEGIN = 1_767_225_600_000L;
  private static final int STEP = 100;
  private static final long TROUBLED = Duration.ofMinutes(12).toMillis();
  private static final long CALM = Duration.ofMinutes(6).toMillis();
  // What holds for so long must have been told meanwhile, whatever else happens.
  private static final long PATIENCE = Duration.ofMinutes(6).toMillis();
  // What only a gateway sees that is gone is over for all others, until it is back.
  private static final long WITNESSED = Duration.ofSeconds(90).toMillis();
  private static final int TENANTS = 5;

  private final Random random;
  private final boolean losesAnswers;
  private final FakeBoard board = new FakeBoard(() -> BEGIN + this.millis);
  private final List<SimGateway> gateways = new ArrayList<>();
  private final Map<String, Holding> holding = new HashMap<>();
  final Inbox inbox = new Inbox(false);
  final Inbox minding = new Inbox(true);
  final List<String> faults = new ArrayList<>();
  long millis;

  /**
   * What is wrong with a tenant.
   *
   * @param seenBy which gateways see it: 0, 1, or 2 for both
   */
  record Holding(Level level, long since, int seenBy) {
    boolean isSeenBy(int gateway) {
      return seenBy == 2 || seenBy == gateway;
    }
  }

  TwoGateways(long seed, boolean losesAnswers) {
    this.random = new Random(seed);
    this.losesAnswers = losesAnswers;
    gateways.add(new SimGateway(this, 0));
    gateways.add(new SimGateway(this, 1));
  }

  Random random() {
    return random;
  }

  FakeBoard board() {
    return board;
  }

  List<Inbox> inboxes() {
    return List.of(inbox, minding);
  }

  Map<String, Holding> holding() {
    return holding;
  }

  long epochMillis() {
    return BEGIN + millis;
  }

  boolean isCalm() {
    return millis >= TROUBLED;
  }

  boolean losesAnswers() {
    return losesAnswers;
  }

  private boolean in(int seconds) {
    return !isCalm() && random.nextInt(seconds * 1000 / STEP) == 0;
  }

  void go() {
    for (; millis < TROUBLED + CALM; millis += STEP) {
      disturb();
      gateways.forEach(SimGateway::step);
      holding.forEach(this::mustBeToldInTime);
    }
    holding.forEach((tenant, what) -> mustKnow(tenant, what.level(), "in the end"));
    inboxes().stream().flatMap(each -> each.firing().stream()).forEach(this::mustHold);
  }

  private void mustHold(AlertLabels labels) {
    Holding what = holding.get(labels.get("tenant").orElse(""));
    if (what == null || labels.isCritical() != (what.level() == Level.ERROR)) {
      faults.add("the end was never told: " + labels);
    }
  }

  private void disturb() {
    if (in(30)) {
      turn("t" + random.nextInt(TENANTS));
    }
    if (in(90)) {
      gateways.get(random.nextInt(2)).crash(1000 + random.nextInt(60_000));
    }
    if (in(120)) {
      int which = random.nextInt(3);
      long until = millis + random.nextInt(60_000);
      gateways.stream()
          .filter(gateway -> which == 2 || gateway.number() == which)
          .forEach(gateway -> gateway.cut(until));
    }
    if (in(600)) {
      gateways.get(random.nextInt(2)).leave(1000 + random.nextInt(20_000));
    }
  }

  private void turn(String tenant) {
    if (holding.remove(tenant) == null) {
      Level level = random.nextInt(3) == 0 ? Level.WARN : Level.ERROR;
      holding.put(tenant, new Holding(level, millis, random.nextInt(3)));
    }
  }

  private void mustBeToldInTime(String tenant, Holding what) {
    boolean seen =
        gateways.stream()
            .anyMatch(gateway -> what.isSeenBy(gateway.number()) && gateway.isWellFor(WITNESSED));
    if (seen && millis == what.since() + PATIENCE) {
      mustKnow(tenant, what.level(), "after " + PATIENCE);
    }
  }

  private void mustKnow(String tenant, Level level, String when) {
    boolean told =
        inboxes().stream()
            .allMatch(
                inbox ->
                    inbox.firing().stream()
                        .anyMatch(
                            labels ->
                                labels.get("tenant").filter(tenant::equals).isPresent()
                                    && labels.isCritical() == (level == Level.ERROR)));
    if (!told) {
      faults.add("nobody was told of " + tenant + " " + when + " at " + millis);
    }
  }
}
