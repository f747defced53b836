package io.decisionos.gateway.bus;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Places that parties share: each may hold as many as there are free. One greedy party thus gets at
 * most half, two that come together a third each, and beside them there is room. Thread-safe.
 */
public final class Shares {
  private final long capacity;
  private final AtomicLong taken = new AtomicLong();
  private final Map<Object, Long> held = new ConcurrentHashMap<>();

  public Shares(long capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes places if they are there; whoever gets true gives them back with {@link #leave}, once.
   *
   * @param party equal for all that one party takes; empty for the gateway itself, which may take
   *     whatever is free
   * @param places none are always there
   */
  public boolean enter(Optional<?> party, long places) {
    return places == 0 || (party.isEmpty() ? take(places) : takeShare(party.get(), places));
  }

  private boolean take(long places) {
    if (taken.addAndGet(places) > capacity) {
      taken.addAndGet(-places);
      return false;
    }
    return true;
  }

  private boolean takeShare(Object party, long places) {
    long free = capacity - taken.get();
    long mine = held.merge(party, places, Long::sum);
    // Whoever holds nothing may have the last ones.
    if ((mine == places || mine <= free) && take(places)) {
      return true;
    }
    giveBack(party, places);
    return false;
  }

  /** Gives back what {@link #enter} took. */
  public void leave(Optional<?> party, long places) {
    if (places > 0) {
      taken.addAndGet(-places);
      party.ifPresent(holder -> giveBack(holder, places));
    }
  }

  private void giveBack(Object party, long places) {
    held.computeIfPresent(party, (p, mine) -> mine == places ? null : mine - places);
  }

  public long capacity() {
    return capacity;
  }

  /** How many places are taken. */
  public long taken() {
    return taken.get();
  }

  /** How many parties hold a place. */
  int parties() {
    return held.size();
  }
}
