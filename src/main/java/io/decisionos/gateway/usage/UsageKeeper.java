package io.decisionos.gateway.usage;

import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the book and writes it down. Time never runs backwards here, so that a finished hour does
 * not change when the clock is set back. Blocks; for one thread.
 */
final class UsageKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(UsageKeeper.class);
  private static final long HOUR_SECONDS = 3600;
  private static final long MINUTE_SECONDS = 60;
  private static final int LAST_MINUTE = 59;
  // A clock that was further ahead was wrong, and is not waited for.
  private static final long MOST_AHEAD = 24;
  private static final int MOST_UNFINISHED = 48;

  private final HourFiles files;
  private final Clock clock;
  private final Function<TenantId, Holdings> held;
  private final UsageBook book;
  private final Map<Optional<TenantId>, Amounts> slice = new HashMap<>();
  private final List<HourLine> unwritten = new ArrayList<>();
  private final SortedMap<Long, Hour> unfinished = new TreeMap<>();
  private int minute;
  private long first;
  private long latest;
  private boolean torn;
  private boolean failing;

  /**
   * A keeper that knows nothing yet.
   *
   * @param held what a tenant holds now
   */
  UsageKeeper(HourFiles files, Clock clock, Function<TenantId, Holdings> held) {
    this.files = files;
    this.clock = clock;
    this.held = held;
    this.latest = clock.instant().getEpochSecond();
    this.first = latest;
    this.book = new UsageBook(latest / HOUR_SECONDS);
  }

  UsageBook book() {
    return book;
  }

  /** For how long of a window there has been anybody to count. */
  Duration counted(UsageWindow window) {
    long from = Math.max(first, (book.hour() - window.hours()) * HOUR_SECONDS);
    return Duration.ofSeconds(Math.max(0, clock.instant().getEpochSecond() - from));
  }

  /** Takes up what earlier runs have written. */
  void open() throws IOException {
    files.prepare();
    long now = hourOf(latest);
    long next = Math.max(now, firstFree(now));
    latest = Math.max(latest, next * HOUR_SECONDS);
    for (long begun : files.begun()) {
      if (begun < next) {
        files.finish(begun, replayed(begun));
      }
    }
    files.forgetAll(next);
    SortedSet<Long> finished = files.finished();
    book.restore(next, finished, files::read);
    if (!finished.isEmpty()) {
      first = Math.min(first, finished.first() * HOUR_SECONDS);
    }
    for (HourLine line : files.open(next)) {
      book.of(line.tenant()).open().restore(line.minute(), line.row());
    }
    minute = minuteOf(latest);
  }

  /** The first hour that is not finished, if that is only a little later than now. */
  private long firstFree(long now) throws IOException {
    var ahead = new TreeSet<>(files.begun());
    files.finished().forEach(hour -> ahead.add(hour + 1));
    return ahead.headSet(now + MOST_AHEAD).isEmpty() ? now : ahead.headSet(now + MOST_AHEAD).last();
  }

  private Hour replayed(long hour) throws IOException {
    var once = new UsageBook(hour);
    for (HourLine line : files.open(hour)) {
      once.of(line.tenant()).open().restore(line.minute(), line.row());
    }
    return once.rows();
  }

  private static long hourOf(long second) {
    return Math.floorDiv(second, HOUR_SECONDS);
  }

  private static int minuteOf(long second) {
    return (int) (Math.floorMod(second, HOUR_SECONDS) / MINUTE_SECONDS);
  }

  /** Counts what was taken just now. */
  void count(Map<TenantId, Amounts> taken) {
    turn();
    taken.forEach((id, amounts) -> count(Optional.of(id), amounts));
  }

  /** Counts processor time that is nobody's. */
  void countNobodys(long cpuNanos) {
    turn();
    count(Optional.empty(), Amounts.ofCpu(cpuNanos));
  }

  private void count(Optional<TenantId> tenant, Amounts amounts) {
    book.of(tenant).open().add(minute, amounts);
    slice.merge(tenant, amounts, Amounts::plus);
  }

  /** Goes on to the minute and the hour that it is. */
  private void turn() {
    latest = Math.max(latest, clock.instant().getEpochSecond());
    long hour = hourOf(latest);
    if (hour > book.hour()) {
      cut();
      turnTo(hour);
    }
    // Until an hour could be finished, what comes counts as its last minute's.
    int now = hour == book.hour() ? minuteOf(latest) : LAST_MINUTE;
    if (now != minute) {
      cut();
      minute = now;
    }
  }

  private void cut() {
    slice.forEach(
        (tenant, amounts) ->
            unwritten.add(new HourLine(tenant, new HourRow(amounts, 0, 0, 0, 0), minute)));
    slice.clear();
  }

  private void turnTo(long hour) {
    long over = book.hour();
    unfinished.put(over, book.rows());
    try {
      if (hour == over + 1) {
        book.next(this::past);
      } else {
        var finished = files.finished();
        finished.addAll(unfinished.keySet());
        book.restore(hour, finished, this::past);
        files.forgetAll(hour);
      }
      unwritten.clear();
      torn = false;
    } catch (IOException e) {
      unfinished.remove(over);
      warn(e);
      return;
    }
    finish();
  }

  private Hour past(long hour) throws IOException {
    Hour known = unfinished.get(hour);
    return known != null ? known : files.read(hour);
  }

  /** Writes finished hours down, as far as that can be done now. */
  private void finish() {
    if (unfinished.isEmpty()) {
      return;
    }
    try {
      while (!unfinished.isEmpty()) {
        files.finish(unfinished.firstKey(), unfinished.get(unfinished.firstKey()));
        unfinished.remove(unfinished.firstKey());
      }
      files.forget(book.hour());
    } catch (IOException e) {
      warn(e);
      if (unfinished.size() > MOST_UNFINISHED) {
        unfinished.remove(unfinished.firstKey());
      }
    }
  }

  /**
   * Looks at what tenants hold, and writes down what was counted; what cannot be written is written
   * the next time.
   */
  void write(Collection<TenantId> tenants) {
    turn();
    tenants.forEach(this::look);
    cut();
    finish();
    try {
      if (torn) {
        files.replace(book.hour(), book.lines());
      } else if (!unwritten.isEmpty()) {
        files.append(book.hour(), unwritten);
      }
      torn = false;
      failing = !unfinished.isEmpty();
    } catch (IOException e) {
      torn = true;
      warn(e);
    }
    // What could not be written is in the book, which is written whole then.
    unwritten.clear();
  }

  private void look(TenantId tenant) {
    Holdings now = held.apply(tenant);
    boolean seen = now.all() > 0 || book.known(tenant).isPresent();
    if (seen && book.of(tenant).open().holds(now)) {
      var row = new HourRow(Amounts.NONE, now.storageBytes(), now.evidenceBytes(), now.all(), 0);
      unwritten.add(new HourLine(Optional.of(tenant), row, minute));
    }
  }

  /** What a tenant holds now. */
  Holdings held(TenantId tenant) {
    return held.apply(tenant);
  }

  private void warn(IOException cause) {
    if (!failing) {
      LOG.warn("usage cannot be written down for now; it is kept and tried again", cause);
    }
    failing = true;
  }
}
