package io.decisionos.gateway.work;

import io.decisionos.gateway.work.BusyThread.Done;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processor time that the process took in a while, by party. Pure.
 *
 * <p>A thread's time goes to its parties by what was measured within their turns. What a thread
 * took beside its turns (reading and writing sockets, waking up) goes to them by the number of
 * their turns, up to a bound for each: a thread that is mostly idle is not theirs. What no thread
 * of Java took (the collector, the compiler) is caused by all that runs, so that parties get their
 * part of it. The rest is nobody's.
 *
 * @param nobody nanoseconds; with those of all parties just what the process took
 */
public record Split(Map<Object, Long> parties, long nobody) {
  static final long MOST_BESIDE_A_TURN = 250_000;

  /**
   * One thread's time.
   *
   * @param nanos all that it took
   */
  record Spent(long nanos, Map<Object, Done> done) {}

  /**
   * Splits.
   *
   * @param process nanoseconds that the process took
   * @param java nanoseconds that all threads of Java took, those that have no turns included
   */
  static Split of(long process, long java, List<Spent> threads) {
    var parties = new HashMap<Object, Double>();
    threads.forEach(thread -> add(thread, parties));
    double theirs = parties.values().stream().mapToDouble(nanos -> nanos).sum();
    double all = Math.max((double) java, theirs);
    double factor = all == 0 ? 0 : Math.min(1 + Math.max(0, process - all) / all, process / theirs);
    var nanos = new HashMap<Object, Long>();
    parties.forEach((party, took) -> nanos.put(party, (long) (took * factor)));
    long sum = nanos.values().stream().mapToLong(took -> took).sum();
    return new Split(Map.copyOf(nanos), Math.max(0, process - sum));
  }

  private static void add(Spent thread, Map<Object, Double> parties) {
    double within = 0;
    double turns = 0;
    for (Done done : thread.done().values()) {
      within += done.nanos();
      turns += done.turns();
    }
    double measured = Math.min((double) thread.nanos(), within);
    double beside = Math.min(thread.nanos() - measured, turns * MOST_BESIDE_A_TURN);
    for (Map.Entry<Object, Done> entry : thread.done().entrySet()) {
      Done done = entry.getValue();
      double part = within == 0 ? 0 : measured * done.nanos() / within;
      parties.merge(entry.getKey(), part + beside * done.turns() / turns, Double::sum);
    }
  }
}
