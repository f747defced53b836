package io.decisionos.gateway.alerts.book;

import io.decisionos.gateway.bus.Board;
import io.decisionos.gateway.bus.Board.Answer;
import io.decisionos.gateway.bus.Board.Ask;
import io.decisionos.gateway.bus.Board.Note;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the desks of a fleet know together: who tells, who was told, what is silenced, and what each
 * of them sees. Says what to ask of the board, and takes in what it answers. Confined to one
 * thread; nanoseconds are those of a clock that never jumps.
 */
public final class Shared {
  /** For how long the seat is kept without being heard of. */
  public static final Duration LASTS = Duration.ofSeconds(15);

  /** Nobody begins to tell who has the seat for less; longer than a receiver may take. */
  private static final Duration LEAST = Duration.ofSeconds(12);

  private static final String BOARD = "alerts";

  private final Desk desk;
  private final String name;
  private final Changes changes;
  private final Correspondence desks;
  private final Contact contact = new Contact();
  private String after = "";
  private long born;
  private Board.Seat seat = new Board.Seat("", "", 0, Duration.ZERO);
  // Whether another gateway was ever seen at the board.
  private boolean hasOthers;
  // Whether everything was read that whoever had the seat before has written.
  private boolean caughtUp;
  // Whether the board may lack what is known here.
  private boolean lacking;
  // The names of all notes, while they are read from the first one on.
  private Optional<Set<String>> reading = Optional.empty();
  private boolean more;
  private long refused;
  private long strange;

  /**
   * Shares a desk.
   *
   * @param name what people call this gateway
   */
  public Shared(Desk desk, String name) {
    this.desk = desk;
    this.name = name;
    this.changes = desk.drawers().changes();
    this.desks = new Correspondence(desk.drawers());
    changes.share();
    desk.lead(new Teller(false, ""), Instant.MIN);
  }

  /** What is asked, what it is about, and when it went out. */
  public record Letter(Ask ask, List<Subject> subjects, long nanos) {}

  private String instance() {
    return desk.drawers().instance();
  }

  private boolean isSeated() {
    return seat.instance().equals(instance());
  }

  /** What to ask next. */
  public Letter next(long nanos) {
    boolean waits = !isSeated() && (contact.isLost(nanos) || contact.isNew(nanos));
    return letter(waits ? Duration.ZERO : LASTS, nanos);
  }

  /** What to ask in the end, so that another gateway follows at once. */
  public Letter last(long nanos) {
    return letter(Duration.ZERO, nanos);
  }

  private Letter letter(Duration lasts, long nanos) {
    if (!isSeated() && changes.has(this::isTheTellers)) {
      leaveToTheTeller();
    }
    List<Subject> sealed = changes.take(Subject::isSealed, Board.MOST);
    List<Subject> open = changes.take(each -> !each.isSealed(), Board.MOST - sealed.size());
    var ask =
        new Ask(BOARD, instance(), name, lasts, seat.token(), notes(sealed), notes(open), after);
    return new Letter(ask, Stream.concat(sealed.stream(), open.stream()).toList(), nanos);
  }

  /**
   * What this gateway knows since it lost the seat, such as an answer that came late, is not
   * written down. Whoever tells does not know it, so it is forgotten here as well: the board is
   * read anew.
   */
  private void leaveToTheTeller() {
    changes.drop(this::isTheTellers);
    after = "";
    caughtUp = false;
  }

  private boolean isTheTellers(Subject subject) {
    boolean foreign =
        subject instanceof Subject.Sight sight && !sight.instance().equals(instance());
    return subject.isSealed() || foreign;
  }

  private List<Note> notes(List<Subject> subjects) {
    return subjects.stream().map(each -> NoteText.of(each, desks.state(each))).toList();
  }

  /** Nothing is known of what became of a letter. */
  public void unheard(Letter letter) {
    changes.putBack(letter.subjects());
  }

  /** Takes in what the board has answered. */
  public void heard(Letter letter, Answer answer, Instant now) {
    boolean was = isSeated();
    long token = seat.token();
    seat = answer.seat();
    // With another token somebody else had the seat meanwhile, and told.
    boolean stays = was && isSeated() && seat.token() == token;
    hasOthers |= answer.here().size() > 1;
    contact.heard(letter.nanos());
    refused += answer.refused();
    caughtUp &= stays;
    if (answer.born() != born) {
      lacking |= born != 0;
      born = answer.born();
      desks.sightings().again();
    } else if (answer.isNew()) {
      desks.sightings().again();
    }
    boolean unwritten = !answer.written() && !letter.ask().sealed().isEmpty();
    if (unwritten && stays) {
      changes.putBack(letter.subjects().stream().filter(Subject::isSealed).toList());
    }
    read(answer, now);
    if (was && !stays) {
      leaveToTheTeller();
    }
    desk.lead(teller(letter.nanos()), now);
  }

  private void read(Answer answer, Instant now) {
    if (answer.whole()) {
      reading = Optional.of(new HashSet<>());
    }
    after = answer.last();
    for (Note note : answer.changes()) {
      reading.ifPresent(names -> names.add(note.name()));
      NoteText.read(note).ifPresentOrElse(read -> take(read, now), () -> strange++);
    }
    more = answer.more();
    if (!more) {
      reading.ifPresent(this::readAll);
      reading = Optional.empty();
      caughtUp = isSeated();
      repeat();
    }
    desks.sightings().here(answer.here());
    desk.heard(now);
  }

  private void take(NoteText.Read read, Instant now) {
    Subject subject = read.subject();
    boolean own = subject.isSealed() && caughtUp;
    // What is known better here is on its way.
    if (!own && !changes.contains(subject)) {
      desks.heard(subject, read.state());
      desk.toldElsewhere(subject, now);
    }
  }

  /** The board knows of everything, unless nobody has written on it yet. */
  private void readAll(Set<String> names) {
    if (names.stream().allMatch(each -> each.startsWith(Subject.Sight.PREFIX))) {
      lacking |= isSeated();
      desk.silences().forEach(silence -> changes.add(new Subject.Quiet(silence.id())));
    }
    if (!lacking) {
      desks.retain(each -> names.contains(each.name()) || changes.contains(each));
    }
  }

  /** Writes down once more what the board may have lost. */
  private void repeat() {
    if (lacking && isSeated()) {
      lacking = false;
      desks.all().forEach(changes::add);
    }
  }

  /** Which gateway tells what is the fleet's, as far as is known. */
  public Teller teller(long nanos) {
    long left = LASTS.toNanos() - contact.age(nanos);
    boolean fresh = isSeated() && caughtUp && left > LEAST.toNanos();
    boolean leads = fresh || goesOn(nanos);
    return new Teller(leads, left > 0 || leads ? seat.name() : "");
  }

  /**
   * Whether this gateway tells though the board is away: it had the seat, and there never was
   * another one. Of several nobody can know whether another hears the board again and takes the
   * seat.
   */
  public boolean goesOn(long nanos) {
    boolean isAway = contact.age(nanos) > LASTS.minus(LEAST).toNanos();
    return isSeated() && caughtUp && isAway && !hasOthers;
  }

  /** Whether something waits that the others have to know before it is told. */
  public boolean isWaiting() {
    return changes.has(Subject::isSealed);
  }

  /** Whether there is more to say or to hear at once. */
  public boolean isBehind() {
    return more || changes.has(subject -> isSeated() || !isTheTellers(subject));
  }

  /** How many notes could not be read, as another version has written them. */
  public long strange() {
    return strange;
  }

  /** How many notes found no place on the board. */
  public long refused() {
    return refused;
  }
}
