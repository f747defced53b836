package io.decisionos.gateway.traffic;

import io.decisionos.gateway.tenant.TenantId;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The traffic of the last hour, by seconds and by minutes, whole and by tenant. Confined to one
 * thread.
 */
public final class TrafficHistory {
  public static final int HOUR_SECONDS = 3600;
  private static final int MINUTE_SECONDS = 60;
  private static final int MOST_SECOND_ROWS = 100_000;
  private static final int MOST_MINUTE_ROWS = 300_000;

  private final Clock clock;
  private final TrafficShelf seconds;
  private final TrafficShelf minutes;
  private Map<TenantId, Long> recent = new HashMap<>();

  public TrafficHistory(Clock clock) {
    this.clock = clock;
    long now = now();
    this.seconds = new TrafficShelf(1, HOUR_SECONDS, MOST_SECOND_ROWS, now);
    this.minutes = new TrafficShelf(MINUTE_SECONDS, 60, MOST_MINUTE_ROWS, now);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  /** Takes in what an event loop has told. */
  public void add(TrafficSlice slice) {
    seconds.add(slice);
    minutes.add(slice);
    slice.tenants().forEach((id, tally) -> recent.merge(id, (long) tally.requests(), Long::sum));
  }

  /** How many requests each tenant has made since this was asked the last time. */
  public Map<TenantId, Long> takeRecent() {
    Map<TenantId, Long> taken = recent;
    recent = new HashMap<>();
    return taken;
  }

  /** The last seconds with any traffic, oldest first. */
  public List<TrafficRow> seconds(Optional<TenantId> tenant, long count) {
    seconds.turn(now());
    return seconds.rows(tenant, now() - count);
  }

  /** The minutes of the last hour with any traffic, oldest first. */
  public List<TrafficRow> minutes(Optional<TenantId> tenant) {
    minutes.turn(now());
    return minutes.rows(tenant, now() - HOUR_SECONDS);
  }

  /** From when on no second of a tenant is missing, in seconds since 1970. */
  public long tenantsCompleteSince() {
    return seconds.tenantsCompleteSince();
  }

  /** The tenants with the most requests in the last minute, busiest first. */
  public List<Map.Entry<TenantId, TrafficSum>> busiest(int most) {
    return sums(Comparator.comparingLong(TrafficSum::requests), most);
  }

  /** The tenants that were refused the most requests as too many in the last minute. */
  public List<Map.Entry<TenantId, TrafficSum>> overLimit(int most) {
    return sums(Comparator.comparingLong(TrafficSum::limited), most).stream()
        .filter(sum -> sum.getValue().limited() > 0)
        .toList();
  }

  /** The requests of the last minute that were no tenant's. */
  public TrafficSum nobody() {
    seconds.turn(now());
    return seconds.nobody(now() - MINUTE_SECONDS);
  }

  private List<Map.Entry<TenantId, TrafficSum>> sums(Comparator<TrafficSum> order, int most) {
    seconds.turn(now());
    return seconds.sums(now() - MINUTE_SECONDS).entrySet().stream()
        .sorted(Map.Entry.comparingByValue(order.reversed()))
        .limit(most)
        .toList();
  }
}
