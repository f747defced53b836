package io.decisionos.gateway.storage;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Notice;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators how a store fares: in metrics all the time, and with one line and one notice when
 * it is lost and when it is back, on however many event loops that is seen. Thread-safe.
 */
public final class StorageNews {
  private static final Logger LOG = LoggerFactory.getLogger(StorageNews.class);

  private final Bus bus;
  private final Clock clock;
  private final String what;
  private final List<StorageMeters> meters;
  private final Map<Object, String> troubled = new HashMap<>();
  private long lostNanos;

  /**
   * The news of one store.
   *
   * @param what the store's name for operators
   */
  public StorageNews(Bus bus, Clock clock, String what, List<StorageMeters> meters) {
    this.bus = bus;
    this.clock = clock;
    this.what = what;
    this.meters = List.copyOf(meters);
  }

  /** Hears how the store fares as one of those sees it that work with it. */
  synchronized void hear(Object witness, Health health) {
    boolean wasWell = troubled.isEmpty();
    if (health.trouble().isPresent()) {
      troubled.put(witness, health.trouble().get());
    } else {
      troubled.remove(witness);
    }
    boolean isWell = troubled.isEmpty();
    meters.forEach(each -> each.show(health.held(), isWell));
    if (wasWell && !isWell) {
      lost(health.trouble().orElseThrow());
    } else if (isWell && !wasWell) {
      back();
    }
  }

  /** The same health, in trouble if any witness is. */
  synchronized Health ofAll(Health one) {
    return new Health(one.trouble().or(() -> troubled.values().stream().findAny()), one.held());
  }

  private void lost(String cause) {
    lostNanos = System.nanoTime();
    LOG.warn("the storage cannot be used store={} cause={}", what, cause);
    post(Notice.Level.WARN, "storage.lost", what + " cannot be used: " + cause);
  }

  private void back() {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lostNanos);
    LOG.info("the storage can be used again store={} after_ms={}", what, millis);
    post(Notice.Level.INFO, "storage.back", what + " can be used again after " + millis + " ms");
  }

  private void post(Notice.Level level, String kind, String message) {
    bus.announce(
        Notice.POSTED, new Notice(clock.instant(), level, kind, Optional.empty(), message));
  }
}
