package io.decisionos.gateway.quota;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The users of one tenant. Thread-safe, without locks of its own. */
final class Seats {
  /** So many users beyond the limit are known by name if they are not refused. */
  static final int BEYOND = 1000;

  private final Map<String, Seen> users = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private volatile long lastRefusalDay = Long.MIN_VALUE;

  /** What became of a user who asked to be let in. */
  enum Entry {
    /** It was here today already. */
    KNOWN,
    /** It is new, or new today: worth writing down. */
    NOTED,
    /** It passes, and nobody remembers it: there are too many. */
    UNCOUNTED,
    REFUSED
  }

  /**
   * Lets a user in.
   *
   * @param refuses whether users over the limit are refused
   */
  Entry enter(String subject, long day, long most, boolean refuses) {
    Seen seen = users.get(subject);
    if (seen != null) {
      return seen.last() >= day ? Entry.KNOWN : again(subject, day);
    }
    if (taken.incrementAndGet() > (refuses ? most : most + BEYOND)) {
      taken.decrementAndGet();
      return refuses ? refuse(day) : Entry.UNCOUNTED;
    }
    if (users.putIfAbsent(subject, new Seen(day, day)) != null) {
      taken.decrementAndGet();
      return Entry.KNOWN;
    }
    return Entry.NOTED;
  }

  private Entry again(String subject, long day) {
    users.computeIfPresent(subject, (s, seen) -> seen.again(day));
    return Entry.NOTED;
  }

  private Entry refuse(long day) {
    refused.increment();
    lastRefusalDay = day;
    return Entry.REFUSED;
  }

  /** Takes a user in again that an earlier run had noted. */
  void restore(String subject, Seen seen) {
    if (users.put(subject, known(subject, seen)) == null) {
      taken.incrementAndGet();
    }
  }

  private Seen known(String subject, Seen seen) {
    Seen before = users.get(subject);
    return before == null ? seen : seen.again(before.last());
  }

  /** Forgets a user; tells whether there was one. */
  boolean forget(String subject) {
    if (users.remove(subject) == null) {
      return false;
    }
    taken.decrementAndGet();
    return true;
  }

  /** Forgets who was not seen for too long; tells whether there was anybody. */
  boolean expire(long day) {
    boolean gone = false;
    for (Map.Entry<String, Seen> user : List.copyOf(users.entrySet())) {
      if (!user.getValue().countsOn(day) && users.remove(user.getKey(), user.getValue())) {
        taken.decrementAndGet();
        gone = true;
      }
    }
    return gone;
  }

  Usage usage(long most, long day) {
    int count = users.size();
    return new Usage(count, refused.sum(), count > most || lastRefusalDay == day);
  }

  /** All users by name. */
  SortedMap<String, Seen> byName() {
    return new TreeMap<>(users);
  }
}
