package io.decisionos.gateway.fleet;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Conditions;
import io.decisionos.gateway.bus.Conditions.Condition;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.fleet.FleetView.Member;
import io.decisionos.gateway.fleet.FleetView.State;
import io.decisionos.gateway.text.Printable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells operators who came and went, and on which files gateways differ. For one thread. */
final class FleetNews {
  private static final Logger LOG = LoggerFactory.getLogger(FleetNews.class);
  private static final int MOST_FILES = 10;

  private final Bus bus;
  private final Clock clock;
  private final AtomicInteger live = new AtomicInteger(1);
  private final AtomicInteger drifting = new AtomicInteger();
  private Optional<FleetView> before = Optional.empty();
  private boolean isTold = true;

  FleetNews(Bus bus, Clock clock, MeterRegistry meters) {
    this.bus = bus;
    this.clock = clock;
    Gauge.builder("gateway.fleet.gateways", live::get)
        .description("Gateways that share the storage with this one, itself included")
        .register(meters);
    Gauge.builder("gateway.fleet.drift.files", drifting::get)
        .description("Files of which gateways have had different versions for more than 10 s")
        .register(meters);
  }

  void tell(FleetView now) {
    live.set(now.live());
    drifting.set(now.drift().size());
    conditions(now);
    before.ifPresent(
        was -> {
          members(was, now);
          drift(was, now);
        });
    before = Optional.of(now);
  }

  private void conditions(FleetView now) {
    List<Condition> lost =
        now.in(State.LOST).stream()
            .map(gone -> condition(gone.beat().name(), Notice.Level.ERROR, " shows itself no more"))
            .toList();
    List<Condition> drift =
        now.drift().stream()
            .limit(MOST_FILES)
            .map(
                each ->
                    condition(each.file(), Notice.Level.WARN, " is not the same at all gateways"))
            .toList();
    boolean isWell = lost.isEmpty() && drift.isEmpty();
    if (!isWell || !isTold) {
      bus.announce(Conditions.JUDGED, new Conditions("GatewayLost", lost));
      bus.announce(Conditions.JUDGED, new Conditions("FleetDrift", drift));
    }
    isTold = isWell;
  }

  private static Condition condition(String subject, Notice.Level level, String what) {
    return new Condition(Map.of("reason", subject), level, 1, subject + what);
  }

  private void members(FleetView was, FleetView now) {
    Map<String, Member> old = byInstance(was);
    Map<String, Member> current = byInstance(now);
    String count = "; there are " + now.live();
    current.forEach(
        (instance, member) -> {
          Member earlier = old.get(instance);
          String name = member.beat().name();
          boolean isLive = member.state() == State.LIVE;
          if (earlier == null && isLive) {
            post(Notice.Level.INFO, "fleet.joined", name + " joined" + count);
          } else if (earlier != null && earlier.state() != member.state()) {
            post(
                isLive ? Notice.Level.INFO : Notice.Level.WARN,
                isLive ? "fleet.joined" : "fleet.lost",
                isLive ? name + " is back" + count : name + " shows itself no more" + count);
          }
        });
    old.forEach(
        (instance, member) -> {
          if (!current.containsKey(instance) && member.state() == State.LIVE) {
            post(Notice.Level.INFO, "fleet.left", member.beat().name() + " left" + count);
          }
        });
  }

  private static Map<String, Member> byInstance(FleetView view) {
    var members = new LinkedHashMap<String, Member>();
    view.members().forEach(member -> members.put(member.beat().instance(), member));
    return members;
  }

  private void drift(FleetView was, FleetView now) {
    Map<String, Drift> old = byFile(was);
    Map<String, Drift> current = byFile(now);
    current.values().stream()
        .filter(drift -> !old.containsKey(drift.file()))
        .limit(MOST_FILES)
        .forEach(
            drift -> {
              String names = Printable.of(String.join(", ", drift.gateways()));
              LOG.warn("gateways differ file={} gateways={}", Printable.of(drift.file()), names);
              post(
                  Notice.Level.WARN,
                  "fleet.drift",
                  "gateways have different versions of " + drift.file() + ": " + names);
            });
    old.keySet().stream()
        .filter(file -> !current.containsKey(file))
        .limit(MOST_FILES)
        .forEach(
            file -> post(Notice.Level.INFO, "fleet.agreed", "all gateways have the same " + file));
  }

  private static Map<String, Drift> byFile(FleetView view) {
    return view.drift().stream()
        .collect(Collectors.toMap(Drift::file, each -> each, (one, other) -> one));
  }

  private void post(Notice.Level level, String kind, String message) {
    bus.announce(
        Notice.POSTED, new Notice(clock.instant(), level, kind, Optional.empty(), message));
  }
}
