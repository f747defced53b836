package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import io.decisionos.gateway.tenant.TenantId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tells the timeline what changes about the events' files. For one thread. */
final class LogNews {
  private final Bus bus;
  private final InstantSource clock;
  private Set<TenantId> troubled = Set.of();
  private long damaged;
  private long badLines;

  /**
   * @param badLines how many there were before
   */
  LogNews(Bus bus, InstantSource clock, long badLines) {
    this.bus = bus;
    this.clock = clock;
    this.badLines = badLines;
  }

  /** Hears how things are, again and again. */
  void hear(LogCheck now) {
    Set<TenantId> lost = new TreeSet<>(now.write().keySet());
    lost.addAll(now.open().keySet());
    lost.stream()
        .filter(tenant -> !troubled.contains(tenant))
        .forEach(
            tenant ->
                post(
                    Notice.Level.ERROR,
                    "events.lost",
                    Optional.of(tenant),
                    "events cannot be used"));
    troubled.stream()
        .filter(tenant -> !lost.contains(tenant))
        .forEach(
            tenant ->
                post(
                    Notice.Level.INFO,
                    "events.back",
                    Optional.of(tenant),
                    "events can be used again"));
    troubled = lost;
    tellCounts(now.totals());
  }

  private void tellCounts(LogMeters.Totals totals) {
    if (totals.damaged() > damaged) {
      String found = totals.damaged() + " damaged place(s) in the logs of events are passed over";
      post(Notice.Level.ERROR, "events.damaged", Optional.empty(), found);
    }
    if (totals.badLines() > badLines) {
      String found = (totals.badLines() - badLines) + " line(s) of other processes are no events";
      post(Notice.Level.WARN, "events.bad_lines", Optional.empty(), found);
    }
    damaged = totals.damaged();
    badLines = totals.badLines();
  }

  private void post(Notice.Level level, String kind, Optional<TenantId> tenant, String message) {
    Optional<String> whose = tenant.map(TenantId::value);
    bus.announce(Notice.POSTED, new Notice(clock.instant(), level, kind, whose, message));
  }
}
