package io.decisionos.gateway.ops;

import io.decisionos.gateway.bus.Notice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The latest events, in bounded number. Confined to the operators' verticle. */
final class Timeline {
  static final int KEPT = 1000;
  private static final int MOST_MESSAGE = 2000;
  private static final long MICROS_PER_MILLI = 1000;
  static final String STARTED = "gateway.started";

  private final Deque<TimelineEvent> events = new ArrayDeque<>();

  /**
   * A timeline that goes on after what an earlier run has left.
   *
   * @param earlier oldest first
   */
  Timeline(List<TimelineEvent> earlier) {
    earlier.forEach(this::keep);
  }

  private void keep(TimelineEvent event) {
    events.addLast(event);
    if (events.size() > KEPT) {
      events.removeFirst();
    }
  }

  /** Adds a notice under an id of its own. */
  void add(Notice notice) {
    // Ids go on growing even if an earlier run's file is lost, as long as the clock is right.
    long id = Math.max(lastId() + 1, notice.at().toEpochMilli() * MICROS_PER_MILLI);
    keep(new TimelineEvent(id, bounded(notice)));
  }

  private static Notice bounded(Notice notice) {
    return notice.message().length() <= MOST_MESSAGE
        ? notice
        : new Notice(
            notice.at(),
            notice.level(),
            notice.kind(),
            notice.tenant(),
            notice.message().substring(0, MOST_MESSAGE) + "…");
  }

  /** The id of the latest event, or 0. */
  long lastId() {
    return events.isEmpty() ? 0 : events.getLast().id();
  }

  /** All events, oldest first. */
  List<TimelineEvent> all() {
    return List.copyOf(events);
  }

  /** Whether the last run of the gateway neither drained nor failed by itself. */
  boolean endedAbruptly() {
    Optional<TimelineEvent> last = latest(event -> event.notice().kind().startsWith("gateway."));
    return last.map(event -> event.notice().kind().equals(STARTED)).orElse(false);
  }

  private Optional<TimelineEvent> latest(Predicate<TimelineEvent> wanted) {
    return page(wanted, 1).stream().findFirst();
  }

  /** The latest events of a kind, newest first. */
  List<TimelineEvent> page(Predicate<TimelineEvent> wanted, int limit) {
    var page = new ArrayList<TimelineEvent>();
    for (Iterator<TimelineEvent> i = events.descendingIterator();
        i.hasNext() && page.size() < limit; ) {
      TimelineEvent event = i.next();
      if (wanted.test(event)) {
        page.add(event);
      }
    }
    return page;
  }
}
