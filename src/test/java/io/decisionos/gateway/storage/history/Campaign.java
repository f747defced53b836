package io.decisionos.gateway.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/**
 * One schedule after the other of clients that work on gateways while faults happen. After each,
 * every key's history must be linearizable and no pair of nonce and timestamp allowed twice.
 */
public final class Campaign {
  /** Where chance begins, to be set again to see the same choices. */
  public static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

  private static final int SCHEDULES = Integer.getInteger("campaign.schedules", 1);
  private static final int OPERATIONS = Integer.getInteger("campaign.operations", 4000);
  private static final int FAULTS = 4;

  /** Each doubles what has to be looked at, if an answer has no explanation. */
  private static final int MOST_UNKNOWN = 14;

  private final String name;
  private final Troubled called;
  private final List<Runnable> kinds;
  private final Random random = new Random(SEED);
  private Verdict total = Verdict.NOTHING;

  private Campaign(String name, Troubled called, List<Runnable> kinds) {
    this.name = name;
    this.called = called;
    this.kinds = kinds;
  }

  /** Runs all schedules, with faults of these kinds in each that must cost nothing. */
  public static void run(String name, Troubled called, List<Runnable> kinds) {
    var campaign = new Campaign(name, called, kinds);
    for (int i = 0; i < SCHEDULES; i++) {
      Verdict verdict = campaign.schedule(i, Integer.MAX_VALUE);
      assertThat(verdict.broken()).isEmpty();
      assertThat(verdict.twice()).isEmpty();
      assertThat(verdict.allowed()).isPositive();
    }
  }

  /** Likewise with faults that may cost what was acknowledged: it is counted and printed. */
  public static Verdict count(String name, Troubled called, List<Runnable> kinds) {
    var campaign = new Campaign(name, called, kinds);
    for (int i = 0; i < SCHEDULES; i++) {
      campaign.schedule(i, MOST_UNKNOWN);
    }
    return campaign.total;
  }

  private Verdict schedule(int number, int mostUnknown) {
    called.nextSchedule();
    var schedule = new Schedule(called, number, random.nextLong());
    Verdict verdict = schedule.run(OPERATIONS, faults(), mostUnknown);
    total = total.plus(verdict);
    System.out.printf(
        "campaign %s seed=%d schedules=%d %s %s%n", name, SEED, number + 1, total, called);
    return verdict;
  }

  private List<Runnable> faults() {
    return random.ints(FAULTS, 0, kinds.size()).<Runnable>mapToObj(kinds::get).toList();
  }
}
