package io.decisionos.gateway.access;

import io.decisionos.gateway.bus.Bus;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends entries to the audit verticle. What callers can bring about at will is bounded to so many a
 * second, and apart for those whom a token names, so that strangers cannot hide what known callers
 * try. The rest is counted; what is lost on the way is counted too. Thread-safe.
 */
public final class AuditPost implements AuditTrail {
  private static final int REFUSALS_A_SECOND = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Bus bus;
  private final AuditMeters meters;
  private final AtomicInteger refusalsOfSubjects = new AtomicInteger();
  private final AtomicInteger refusalsOfStrangers = new AtomicInteger();
  private final LongAdder leftOut = new LongAdder();

  public AuditPost(Bus bus, AuditMeters meters) {
    this.bus = bus;
    this.meters = meters;
  }

  @Override
  public void note(AuditEntry entry) {
    if (entry.isRefusal() && budget(entry).incrementAndGet() > REFUSALS_A_SECOND) {
      leftOut.increment();
      meters.leftOut();
      return;
    }
    bus.ask(AccessChannels.AUDIT, entry, PATIENCE).onFailure(cause -> meters.lost());
  }

  private AtomicInteger budget(AuditEntry entry) {
    return entry.subject().isPresent() ? refusalsOfSubjects : refusalsOfStrangers;
  }

  /** Begins another second; tells how many refusals were left out in the one before. */
  long nextSecond() {
    refusalsOfSubjects.set(0);
    refusalsOfStrangers.set(0);
    return leftOut.sumThenReset();
  }
}
