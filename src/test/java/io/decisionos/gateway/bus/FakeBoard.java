package io.decisionos.gateway.bus;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** A board in memory, by a clock of the test's. For one thread. */
public final class FakeBoard implements Board {
  private static final int MOST_GONE = 1000;
  private static final int TRIMMED = 50;

  private final LongSupplier millis;
  private final Map<String, Kept> notes = new HashMap<>();
  private final NavigableMap<Long, String> order = new TreeMap<>();
  private final TreeSet<Long> gone = new TreeSet<>();
  private final Map<String, Long> seen = new HashMap<>();
  private Seat seat = new Seat("", "", 0, Duration.ZERO);
  private long till;
  private long born;
  private long last;
  private long floor;

  private record Kept(String text, long change) {}

  /**
   * An empty board.
   *
   * @param millis what time it is
   */
  public FakeBoard(LongSupplier millis) {
    this.millis = millis;
  }

  @Override
  public Future<Answer> ask(Ask ask) {
    return Future.succeededFuture(answer(ask));
  }

  /** Answers at once. */
  public Answer answer(Ask ask) {
    long now = millis.getAsLong();
    born = born == 0 ? now : born;
    boolean fits = seat.instance().equals(ask.instance()) && seat.token() == ask.token();
    sit(ask, now);
    seen.values().removeIf(at -> at < now - FORGOTTEN.toMillis());
    boolean isNew = seen.put(ask.instance(), now) == null;
    int refused = 0;
    if (fits) {
      refused += write(ask.sealed(), now);
    }
    refused += write(ask.open(), now);
    trim();
    return read(ask, new Answered(now, isNew, fits, refused));
  }

  private record Answered(long now, boolean isNew, boolean fits, int refused) {}

  private void sit(Ask ask, long now) {
    boolean own = seat.instance().equals(ask.instance());
    if (own && ask.lasts().isZero()) {
      till = 0;
    } else if (!ask.lasts().isZero() && (own || till <= now)) {
      long token = own ? seat.token() : Math.max(now, seat.token() + 1);
      seat = new Seat(ask.instance(), ask.name(), token, Duration.ZERO);
      till = now + ask.lasts().toMillis();
    }
  }

  private int write(List<Note> written, long now) {
    int refused = 0;
    last = Math.max(now * 1000, last);
    for (Note note : written) {
      Kept before = notes.get(note.name());
      if (before == null && notes.size() >= MOST_KEPT) {
        refused++;
        continue;
      }
      if (before != null) {
        order.remove(before.change());
        gone.remove(before.change());
      }
      last++;
      notes.put(note.name(), new Kept(note.text(), last));
      order.put(last, note.name());
      if (note.isGone()) {
        gone.add(last);
      }
    }
    return refused;
  }

  private void trim() {
    if (gone.size() > MOST_GONE) {
      for (int i = 0; i < TRIMMED; i++) {
        floor = gone.pollFirst();
        notes.remove(order.remove(floor));
      }
    }
  }

  private Answer read(Ask ask, Answered so) {
    boolean whole = ask.after().isEmpty() || Long.parseLong(ask.after()) < floor;
    long after = whole ? 0 : Long.parseLong(ask.after());
    var changes = new ArrayList<Note>();
    long end = after;
    for (Map.Entry<Long, String> change : order.tailMap(after, false).entrySet()) {
      if (changes.size() == MOST) {
        break;
      }
      changes.add(new Note(change.getValue(), notes.get(change.getValue()).text()));
      end = change.getKey();
    }
    boolean free = till <= so.now();
    Seat now =
        free
            ? new Seat("", "", seat.token(), Duration.ZERO)
            : new Seat(
                seat.instance(), seat.name(), seat.token(), Duration.ofMillis(till - so.now()));
    return new Answer(
        now,
        born,
        so.isNew(),
        so.fits(),
        so.refused(),
        whole,
        changes.size() == MOST,
        String.valueOf(end),
        Set.copyOf(seen.keySet()),
        changes);
  }

  /** Everything is lost, as if a Redis came back empty. */
  public void lose() {
    notes.clear();
    order.clear();
    gone.clear();
    seen.clear();
    seat = new Seat("", "", 0, Duration.ZERO);
    till = 0;
    born = 0;
    last = 0;
    floor = 0;
  }
}
