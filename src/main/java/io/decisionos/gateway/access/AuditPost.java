package io.decisionos.gateway.access;

import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Shares;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Sends entries to the audit verticle. What callers can bring about at will is bounded to so many a
 * second, and apart for those whom a token names, so that strangers cannot hide what known callers
 * try. Of the latter no tenant's may take more than are left free, so that none can hide what
 * another's try. The rest is counted; what is lost on the way is counted too. Thread-safe.
 */
public final class AuditPost implements AuditTrail {
  private static final int REFUSALS_A_SECOND = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Bus bus;
  private final AuditMeters meters;
  private final AtomicReference<Second> second = new AtomicReference<>(Second.begin());
  private final LongAdder leftOut = new LongAdder();

  public AuditPost(Bus bus, AuditMeters meters) {
    this.bus = bus;
    this.meters = meters;
  }

  /** What is still noted in a second; places in it are never given back. */
  private record Second(Shares ofSubjects, Shares ofStrangers) {
    static Second begin() {
      return new Second(new Shares(REFUSALS_A_SECOND), new Shares(REFUSALS_A_SECOND));
    }

    boolean hasRoom(Caller caller) {
      return caller.subject().isPresent()
          ? ofSubjects.enter(Optional.of(caller.tenants()), 1)
          : ofStrangers.enter(Optional.empty(), 1);
    }
  }

  @Override
  public void note(Caller caller, String outcome, Supplier<AuditEntry> entry) {
    if (outcome.equals(AuditEntry.REFUSED) && !second.get().hasRoom(caller)) {
      leftOut.increment();
      meters.leftOut();
      return;
    }
    bus.ask(AccessChannels.AUDIT, entry.get(), PATIENCE).onFailure(cause -> meters.lost());
  }

  /** Begins another second; tells how many refusals were left out in the one before. */
  long nextSecond() {
    second.set(Second.begin());
    return leftOut.sumThenReset();
  }
}
