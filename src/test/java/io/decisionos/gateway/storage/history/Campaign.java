package io.decisionos.gateway.storage.history;

import java.util.List;
import java.util.Random;

/**
 * One schedule after the other of clients that work on a gateway while faults happen. After each,
 * every key's history must be linearizable and no pair of nonce and timestamp allowed twice.
 */
public final class Campaign {
  /** Where chance begins, to be set again to see the same choices. */
  public static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

  private static final int SCHEDULES = Integer.getInteger("campaign.schedules", 1);
  private static final int OPERATIONS = Integer.getInteger("campaign.operations", 4000);
  private static final int FAULTS = 4;

  private Campaign() {}

  /** Runs all schedules, with faults of these kinds in each. */
  public static void run(TroubledGateway gateway, List<Runnable> kinds) {
    var random = new Random(SEED);
    var total = Schedule.Tally.NOTHING;
    for (int i = 0; i < SCHEDULES; i++) {
      gateway.nextEra();
      long seed = random.nextLong();
      total = total.plus(new Schedule(gateway, i, seed).run(OPERATIONS, faults(random, kinds)));
      System.out.printf("campaign seed=%d schedules=%d %s %s%n", SEED, i + 1, total, gateway);
    }
  }

  private static List<Runnable> faults(Random random, List<Runnable> kinds) {
    return random.ints(FAULTS, 0, kinds.size()).<Runnable>mapToObj(kinds::get).toList();
  }
}
