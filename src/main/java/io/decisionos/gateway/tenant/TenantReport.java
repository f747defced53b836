package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.WatchTrouble;
import io.decisionos.gateway.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of all tenants' files at one moment, for operators. Immutable.
 *
 * @param faulty the files that have faults, by name, in the order of the names
 * @param watchTrouble why changes are found late, if they are
 * @param ignored the names, safe to print, that capitals alone keep from being a tenant's file
 */
public record TenantReport(
    TenantLedger ledger,
    Map<String, FileStatus> faulty,
    Optional<Instant> directoryGraceEnds,
    Optional<WatchTrouble> watchTrouble,
    List<String> ignored) {

  /** What a file has come to, the worst first. */
  public enum State {
    /** Invalid, and its tenant is refused. */
    REFUSED("refused"),
    /** Invalid; its last good version serves until the end of its grace. */
    LAST_GOOD("last_good"),
    /** Invalid, and its tenant is suspended, as the file says. */
    SUSPENDED("suspended"),
    /** Invalid, while another file is in force for the tenant. */
    UNUSED("unused"),
    /** Valid, and in force. */
    APPLIED("applied");

    private final String word;

    State(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * One file.
   *
   * @param file its name, safe to print
   * @param tenants the ids that it is about
   * @param excerpt the lines around the faults
   * @param graceEnds when its last good version stops serving
   */
  public record FileStatus(
      String file,
      List<TenantId> tenants,
      State state,
      List<Fault> faults,
      Excerpt excerpt,
      Optional<Instant> graceEnds) {

    private static FileStatus sound(String name, FileRecord file) {
      return new FileStatus(
          Printable.of(name),
          file.concerned(),
          State.APPLIED,
          List.of(),
          Excerpt.NONE,
          Optional.empty());
    }
  }

  private record Moment(long now, Instant wall, Duration grace) {}

  /**
   * The report of a ledger.
   *
   * @param now monotonic nanoseconds, the ledger's clock
   * @param wall the same moment on the wall clock
   */
  static TenantReport of(TenantLedger ledger, Duration grace, long now, Instant wall) {
    var moment = new Moment(now, wall, grace);
    var faulty = new LinkedHashMap<String, FileStatus>();
    if (!ledger.plain()) {
      ledger
          .files()
          .forEach(
              (name, file) -> {
                if (!file.faults().isEmpty()) {
                  faulty.put(name, status(name, file, ledger.book(), moment));
                }
              });
    }
    OptionalLong since = ledger.troubledSince();
    Optional<Instant> ends =
        since.isPresent()
            ? Optional.of(ends(wall, since.getAsLong() + grace.toNanos() - now))
            : Optional.empty();
    return new TenantReport(
        ledger, Collections.unmodifiableMap(faulty), ends, Optional.empty(), List.of());
  }

  /** The end of a grace, in milliseconds: beyond them two reports of one end would differ. */
  private static Instant ends(Instant wall, long nanos) {
    return wall.plusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  private static FileStatus status(String name, FileRecord file, TenantBook book, Moment moment) {
    OptionalLong left = file.graceLeft(moment.now(), moment.grace());
    State state = state(file, book, file.effective(moment.now(), moment.grace()));
    Optional<Instant> ends =
        state == State.LAST_GOOD && left.isPresent()
            ? Optional.of(ends(moment.wall(), left.getAsLong()))
            : Optional.empty();
    return new FileStatus(
        Printable.of(name), file.concerned(), state, file.faults(), file.excerpt(), ends);
  }

  private static State state(FileRecord file, TenantBook book, Optional<Tenant> effective) {
    boolean counts = effective.isPresent() && book.known(effective.get().id()).equals(effective);
    if (counts) {
      return effective.get().suspended() ? State.SUSPENDED : State.LAST_GOOD;
    }
    List<TenantId> concerned = file.concerned();
    boolean others = concerned.stream().allMatch(id -> book.known(id).isPresent());
    return others && !concerned.isEmpty() ? State.UNUSED : State.REFUSED;
  }

  /** The report with what is known of the directory besides; the same object if it says that. */
  TenantReport with(Optional<WatchTrouble> trouble, List<String> names) {
    List<String> unread = names.stream().map(Printable::of).toList();
    return trouble.equals(watchTrouble) && unread.equals(ignored)
        ? this
        : new TenantReport(ledger, faulty, directoryGraceEnds, trouble, unread);
  }

  public TenantBook book() {
    return ledger.book();
  }

  /** Why the directory as a whole is kept as it was, if it is. */
  public Optional<Fault> directoryFault() {
    return ledger.trouble();
  }

  /** All files, in the order of their names; made when it is asked for. */
  public List<FileStatus> files() {
    return ledger.files().entrySet().stream().map(this::status).toList();
  }

  /** The files that are about a tenant. */
  public List<FileStatus> filesOf(TenantId id) {
    return ledger.files().entrySet().stream()
        .filter(file -> file.getValue().concerned().contains(id))
        .map(this::status)
        .toList();
  }

  /** A file; empty if there is none of this name. */
  Optional<FileStatus> file(String name) {
    return Optional.ofNullable(ledger.files().get(name)).map(file -> status(Map.entry(name, file)));
  }

  private FileStatus status(Map.Entry<String, FileRecord> file) {
    FileStatus known = faulty.get(file.getKey());
    return known == null ? FileStatus.sound(file.getKey(), file.getValue()) : known;
  }

  /** The files that have faults: whose tenant is refused first, then whose grace ends first. */
  public List<FileStatus> invalid() {
    return faulty.values().stream()
        .sorted(
            Comparator.comparing(FileStatus::state)
                .thenComparing(file -> file.graceEnds().orElse(Instant.MAX)))
        .toList();
  }
}
