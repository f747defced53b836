package io.decisionos.gateway.cards.count;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What is counted, spread over runs of which later ones may touch the same hours.
 *
 * @param names of all reasons in the runs
 */
record CountsInRuns(ReasonNames.Listed names, List<SortedRun> runs, long version)
    implements ReasonCounts {

  CountsInRuns {
    runs = List.copyOf(runs);
  }

  @Override
  public Tally between(Instant start, Instant end) {
    var totals = new HourSums();
    var window = new Window(start, end);
    for (SortedRun run : runs) {
      for (int i = run.indexOf(window.firstHour()); i < run.hours(); i++) {
        if (!window.add(run, i, totals)) {
          break;
        }
      }
    }
    return totals.tally(names);
  }

  @Override
  public Stream<Slice> slices(Instant start, Instant end, Span span) {
    var slices = new Slices(new Window(start, end), span);
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(slices, traits), false);
  }

  @Override
  public Stream<Instant> hoursChangedSince(long since) {
    return runs.stream()
        .filter(run -> run.version() > since)
        .flatMapToInt(run -> IntStream.range(0, run.hours()).map(run::hour))
        .sorted()
        .distinct()
        .mapToObj(Span::instant);
  }

  /** From when to when. */
  private record Window(Instant start, Instant end) {
    long firstHour() {
      return Span.hourOf(start);
    }

    /** Adds the part of a run's hour that lies in the window; false if it lies behind. */
    boolean add(SortedRun run, int index, HourSums totals) {
      int hour = run.hour(index);
      Instant begin = Span.instant(hour);
      if (!begin.isBefore(end)) {
        return false;
      }
      boolean cutBefore = begin.isBefore(start);
      boolean cutAfter = Span.hourOf(end) == hour;
      if (cutBefore || cutAfter) {
        long from = cutBefore ? SortedRun.nanosInHour(start) : 0;
        long to = cutAfter ? SortedRun.nanosInHour(end) : Span.HOUR_SECONDS * 1_000_000_000L;
        run.addPart(index, from, to, totals);
      } else {
        run.addHour(index, totals);
      }
      return true;
    }

    Slice cut(Instant begin, Instant finish, Tally tally) {
      return new Slice(
          begin.isBefore(start) ? start : begin, finish.isAfter(end) ? end : finish, tally);
    }
  }

  /** Counts one bucket after the other. */
  private final class Slices implements Iterator<Slice> {
    private final Window window;
    private final Span span;
    private final int[] next;
    private final HourSums totals = new HourSums();
    private Slice ready;

    Slices(Window window, Span span) {
      this.window = window;
      this.span = span;
      this.next = runs.stream().mapToInt(run -> run.indexOf(window.firstHour())).toArray();
    }

    @Override
    public boolean hasNext() {
      long hour = nextHour();
      while (ready == null && hour < Long.MAX_VALUE && Span.instant(hour).isBefore(window.end)) {
        ready = bucket(span.firstHour(hour));
        hour = nextHour();
      }
      return ready != null;
    }

    private long nextHour() {
      long hour = Long.MAX_VALUE;
      for (int i = 0; i < next.length; i++) {
        SortedRun run = runs.get(i);
        if (next[i] < run.hours()) {
          hour = Math.min(hour, run.hour(next[i]));
        }
      }
      return hour;
    }

    /** The bucket that begins at an hour; null if nothing of it lies in the window. */
    private Slice bucket(long firstHour) {
      long end = firstHour + span.hours();
      for (int i = 0; i < next.length; i++) {
        SortedRun run = runs.get(i);
        while (next[i] < run.hours() && run.hour(next[i]) < end) {
          window.add(run, next[i]++, totals);
        }
      }
      Tally tally = totals.tally(names);
      totals.clear();
      return tally.isEmpty() ? null : window.cut(Span.instant(firstHour), Span.instant(end), tally);
    }

    @Override
    public Slice next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Slice slice = ready;
      ready = null;
      return slice;
    }
  }
}
