package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.alerts.book.Dispatch.Kind;
import io.decisionos.gateway.alerts.book.Dispatch.Outcome;
import io.decisionos.gateway.alerts.book.Dispatch.Word;
import io.decisionos.gateway.alerts.rules.AlertRoute;
import io.decisionos.gateway.alerts.rules.AlertSettings;
import io.decisionos.gateway.alerts.rules.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes to receivers that want every alert by itself: all that fire, again and again, and the
 * end of each once. Confined to one thread.
 */
final class Postings {
  private static final Duration AGAIN = Duration.ofSeconds(60);
  private static final Duration LEAST = Duration.ofSeconds(1);
  // What was posted by another gateway ends by itself after that.
  private static final Duration RECENT = Duration.ofMinutes(5);

  private final Drawers in;
  private final Map<String, Posted> receivers = new HashMap<>();
  private long version;
  private boolean leading = true;

  Postings(Drawers in) {
    this.in = in;
  }

  /** What one receiver was posted. */
  private static final class Posted {
    private final Outbox outbox = new Outbox();
    private Map<AlertLabels, Alert> known = new HashMap<>();
    private Optional<Instant> looked = Optional.empty();
    // When it was posted all that fires, or nothing did.
    private Optional<Instant> last = Optional.empty();
    private long version = -1;
    private Optional<String> trouble = Optional.empty();

    /** Nothing ends for it because another gateway posts it from now on. */
    void forget(boolean leads) {
      if (!leads) {
        known.keySet().removeIf(AlertLabels::isOfFleet);
      }
    }

    /** Another gateway may have posted it, and not its end. */
    void mayKnow(Alert ended) {
      known.putIfAbsent(ended.labels(), ended);
    }
  }

  /** Something about alerts, silences or routes is different now. */
  void changed() {
    version++;
  }

  /** Whether what is the fleet's is told here; if not, another gateway goes on with it. */
  void lead(boolean leads, Instant now) {
    if (leads != leading) {
      leading = leads;
      receivers.values().forEach(posted -> posted.forget(leads));
      in.book().ended().stream()
          .filter(alert -> leads && alert.labels().isOfFleet())
          .filter(alert -> alert.ended().orElse(now).plus(RECENT).isAfter(now))
          .forEach(alert -> receivers.values().forEach(posted -> posted.mayKnow(alert)));
      changed();
    }
  }

  Optional<Dispatch> turn(Receiver receiver, AlertSettings settings, Instant now) {
    Posted posted = posted(receiver.name());
    boolean soon = posted.looked.filter(at -> at.plus(LEAST).isAfter(now)).isPresent();
    if (!posted.outbox.isFree(now) || soon) {
      return Optional.empty();
    }
    boolean again = posted.last.map(at -> !at.plus(AGAIN).isAfter(now)).orElse(true);
    if (!again && posted.version == version && posted.trouble.isEmpty()) {
      return Optional.empty();
    }
    List<Word> words = words(receiver, posted, settings, now);
    posted.looked = Optional.of(now);
    if (!again && posted.trouble.isEmpty() && !isNews(words, posted)) {
      return Optional.empty();
    }
    posted.last = Optional.of(now);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    posted.outbox.beginUncounted();
    return Optional.of(
        new Dispatch(Optional.empty(), receiver, Kind.ALL, Map.of(), words, List.of()));
  }

  private static boolean isNews(List<Word> words, Posted posted) {
    return words.stream()
        .anyMatch(word -> !word.firing() || !posted.known.containsKey(word.alert().labels()));
  }

  private List<Word> words(Receiver receiver, Posted posted, AlertSettings settings, Instant now) {
    var words = new ArrayList<Word>();
    var firing = new HashMap<AlertLabels, Alert>();
    boolean waits = false;
    for (Alert alert : in.book().active()) {
      Optional<Duration> wait = wait(receiver, alert, settings);
      boolean quiet =
          in.silences().covering(alert.labels(), now).isPresent()
              || (!leading && alert.labels().isOfFleet());
      if (wait.isPresent() && !quiet) {
        if (alert.since().plus(wait.get()).isAfter(now)) {
          waits = true;
        } else {
          firing.put(alert.labels(), alert);
          words.add(new Word(alert, true));
        }
      }
    }
    // What still waits has to be looked at again.
    posted.version = waits ? -1 : version;
    posted.known.forEach(
        (labels, alert) -> {
          if (!firing.containsKey(labels)) {
            Alert over = in.book().find(labels).filter(found -> !found.isActive()).orElse(alert);
            words.add(new Word(over.isActive() ? over.end(now) : over, false));
          }
        });
    return words;
  }

  /** For how long an alert waits that this receiver gets; empty if it does not get it. */
  private static Optional<Duration> wait(Receiver receiver, Alert alert, AlertSettings settings) {
    return settings.givesAll(receiver)
        ? Optional.of(AlertRoute.Waits.USUAL.first())
        : settings.decide(alert.labels().values()).stream()
            .filter(found -> found.receiver().equals(receiver.name()))
            .map(found -> found.waits().first())
            .findFirst();
  }

  void answered(Dispatch dispatch, Outcome outcome, Instant now) {
    Posted posted = posted(dispatch.receiver().name());
    if (outcome.result() == Outcome.Result.DELIVERED) {
      posted.outbox.done();
      posted.trouble = Optional.empty();
      for (Word word : dispatch.words()) {
        if (!word.firing()) {
          posted.known.remove(word.alert().labels());
        } else if (posted.known.put(word.alert().labels(), word.alert()) == null) {
          in.ledger().open();
          in.ledger().note(Ledger.Head.SENT);
        }
      }
    } else {
      Instant again = posted.outbox.failed(now, outcome.retryAfter());
      posted.trouble = Optional.of(outcome.said() + ", so it is tried again at " + again);
    }
  }

  private Posted posted(String receiver) {
    return receivers.computeIfAbsent(receiver, added -> new Posted());
  }

  /**
   * What a receiver has to do with an alert.
   *
   * @param by what gives it the alert, in words
   */
  Explanation.Part explain(String receiver, String by, Alert alert, Optional<Silence> silence) {
    Posted posted = posted(receiver);
    boolean known = posted.known.containsKey(alert.labels());
    String gives = by + " gives it to " + receiver + ": ";
    String why =
        silence
            .filter(quiet -> alert.isActive())
            .map(quiet -> "silence %s keeps it quiet until %s".formatted(quiet.id(), quiet.until()))
            .or(() -> posted.trouble)
            .orElse("posted every " + AGAIN.toMillis() + " ms after group_wait_ms while it fires");
    return new Explanation.Part(
        receiver,
        posted.last.filter(at -> known),
        posted.last.filter(at -> alert.isActive()).map(at -> at.plus(AGAIN)),
        gives + why);
  }
}
