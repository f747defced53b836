package io.decisionos.gateway.tenant;

import io.decisionos.gateway.config.Excerpt;
import io.decisionos.gateway.config.Fault;
import io.decisionos.gateway.config.WatchTrouble;
import io.decisionos.gateway.text.Printable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The state of all tenants' files at one moment, for operators. Immutable.
 *
 * @param directoryFault why the directory as a whole is kept as it was, if it is
 * @param watchTrouble why changes are found late, if they are
 * @param ignored the names, safe to print, that capitals alone keep from being a tenant's file
 */
public record TenantReport(
    TenantBook book,
    List<FileStatus> files,
    Optional<Fault> directoryFault,
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
      Optional<Instant> graceEnds) {}

  private record Moment(long now, Instant wall, Duration grace) {}

  /**
   * The report of a ledger.
   *
   * @param now monotonic nanoseconds, the ledger's clock
   * @param wall the same moment on the wall clock
   */
  static TenantReport of(TenantLedger ledger, Duration grace, long now, Instant wall) {
    var moment = new Moment(now, wall, grace);
    List<FileStatus> files =
        ledger.files().entrySet().stream()
            .map(file -> status(file.getKey(), file.getValue(), ledger.book(), moment))
            .toList();
    OptionalLong since = ledger.troubledSince();
    Optional<Instant> ends =
        since.isPresent()
            ? Optional.of(ends(wall, since.getAsLong() + grace.toNanos() - now))
            : Optional.empty();
    return new TenantReport(
        ledger.book(), files, ledger.trouble(), ends, Optional.empty(), List.of());
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
    if (file.faults().isEmpty()) {
      return State.APPLIED;
    }
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
        : new TenantReport(book, files, directoryFault, directoryGraceEnds, trouble, unread);
  }

  /** The files that have faults: whose tenant is refused first, then whose grace ends first. */
  public List<FileStatus> invalid() {
    return files.stream()
        .filter(file -> !file.faults().isEmpty())
        .sorted(
            Comparator.comparing(FileStatus::state)
                .thenComparing(file -> file.graceEnds().orElse(Instant.MAX)))
        .toList();
  }
}
