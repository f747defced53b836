package io.decisionos.gateway.access;

import io.decisionos.gateway.access.AccessChannels.EntriesWaited;
import io.decisionos.gateway.bus.Bus;
import io.decisionos.gateway.bus.Shares;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Holds entries until the audit verticle takes them, all that wait at once: whoever is refused must
 * not wake two threads for each line. What callers can bring about at will is bounded to so many a
 * second, and apart for those whom a token names, so that strangers cannot hide what known callers
 * try. Of the latter no tenant's may take more than are left free, so that none can hide what
 * another's try. The rest is counted; what has no place here is counted as lost. Thread-safe.
 */
public final class AuditPost implements AuditTrail {
  private static final int REFUSALS_A_SECOND = 50;
  private static final int MOST_WAITING = 1024;

  private final Bus bus;
  private final AuditMeters meters;
  private final AtomicReference<Second> second = new AtomicReference<>(Second.begin());
  private final LongAdder leftOut = new LongAdder();
  private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final AtomicBoolean announced = new AtomicBoolean();

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
    hold(entry.get());
  }

  /** Holds an entry that counts against no bound of refusals. */
  void hold(AuditEntry entry) {
    if (!waiting.offer(entry)) {
      meters.lost();
    } else if (!announced.getAndSet(true)) {
      bus.announce(AccessChannels.ENTRIES_WAITED, new EntriesWaited());
    }
  }

  /** Takes what waits, the oldest first; once nothing does, the next entry is announced again. */
  List<AuditEntry> take() {
    var taken = new ArrayList<AuditEntry>();
    if (waiting.drainTo(taken) == 0) {
      announced.set(false);
      // What came in before that line was not announced.
      if (!waiting.isEmpty() && !announced.getAndSet(true)) {
        waiting.drainTo(taken);
      }
    }
    return taken;
  }

  /** Begins another second; tells how many refusals were left out in the one before. */
  long nextSecond() {
    second.set(Second.begin());
    return leftOut.sumThenReset();
  }
}
