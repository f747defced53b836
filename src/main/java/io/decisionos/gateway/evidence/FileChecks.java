package io.decisionos.gateway.evidence;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.evidence.log.Happenings;
import io.decisionos.gateway.evidence.log.Leaf;
import io.decisionos.gateway.evidence.log.TenantLog;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares one tenant's files with what its log says of them: those that may have changed once they
 * have settled, those that are gone until they count as lost. Confined to the evidence verticle.
 */
final class FileChecks {
  private final TenantId tenant;
  private final EvidenceIndex index;
  private final LogWork work;
  private final Repairs repairs;
  private final Consumer<Leaf> leaves;
  private final Map<EvidencePath, Instant> dirty = new HashMap<>();
  private final Absences gone = new Absences();

  /**
   * @param repairs what else is done to files and the index when the log is compared with them
   * @param leaves takes what happened, which is in the book already
   */
  FileChecks(
      TenantId tenant, EvidenceIndex index, LogWork work, Repairs repairs, Consumer<Leaf> leaves) {
    this.tenant = tenant;
    this.index = index;
    this.work = work;
    this.repairs = repairs;
    this.leaves = leaves;
  }

  /** What is done when a log is compared with files. */
  interface Repairs {
    /** Deletes files that a run which was killed has let go of; by their tombstones' numbers. */
    Future<Void> finish(TenantLog log, Map<EvidenceEntry, Long> tombstones);

    /** Files are not what their log says they must be. */
    void tampered(List<EvidenceEntry> files);
  }

  /** Finishes what was begun and not finished. */
  Future<Void> finish(TenantLog log, Book book) {
    return repairs.finish(log, unburied(book));
  }

  /** The files that are there though the log says that they were let go of. */
  private Map<EvidenceEntry, Long> unburied(Book book) {
    var found = new HashMap<EvidenceEntry, Long>();
    for (EvidenceEntry entry : index.all(tenant, EvidenceFilter.ALL)) {
      book.at(entry.path())
          .filter(trace -> trace.isDeleted() && trace.has(entry.sha256()))
          .ifPresent(trace -> found.put(entry, trace.leaf()));
    }
    return found;
  }

  /** Looks at every file that the log or the index knows. */
  void all(Book book) {
    Set<EvidencePath> paths = new HashSet<>(book.paths());
    index.all(tenant, EvidenceFilter.ALL).forEach(entry -> paths.add(entry.path()));
    dirty.clear();
    look(paths, book);
  }

  /** Notes that something may have happened to files; it is looked at when they have settled. */
  void touched(Collection<EvidencePath> paths, Instant due) {
    paths.forEach(path -> dirty.putIfAbsent(path, due));
  }

  /** Looks at files at once: it is known what happened to them. */
  void settle(Collection<EvidencePath> paths, Book book) {
    paths.forEach(dirty::remove);
    look(paths, book);
  }

  private void look(Collection<EvidencePath> paths, Book book) {
    Instant now = work.now();
    gone.found(paths, happenings(book).look(paths, now), now);
    tellTampered(paths, book);
  }

  /** Logs what a file was a moment ago, whatever has become of it. */
  void saw(EvidenceEntry file, Book book) {
    happenings(book).saw(file, work.now());
  }

  private Happenings happenings(Book book) {
    return new Happenings(tenant, book, index.known(), leaves);
  }

  private void tellTampered(Collection<EvidencePath> paths, Book book) {
    List<EvidenceEntry> found =
        paths.stream()
            .flatMap(path -> index.known().get(path).stream())
            .filter(entry -> !entry.tampered() && !mayBe(entry, Optional.of(book)))
            .toList();
    if (!found.isEmpty()) {
      repairs.tampered(found.stream().map(EvidenceEntry::asTampered).toList());
    }
  }

  /** Whether a file's bytes are those that it was locked with, if it is locked. Any thread. */
  boolean mayBe(EvidenceEntry entry, Optional<Book> book) {
    return !entry.owner().equals(Optional.of(tenant))
        || book.map(known -> known.mayBe(entry.path(), entry.sha256())).orElse(true);
  }

  /** Looks at what has settled and logs what is lost by now. */
  void step(Book book, Instant now) {
    settleDue(book, now);
    gone.forget(path -> index.known().get(path).isPresent());
    if (!isWithheld(book)) {
      lose(gone.lost(now), book, now);
    }
  }

  private void settleDue(Book book, Instant now) {
    List<EvidencePath> due =
        dirty.entrySet().stream()
            .filter(path -> !path.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    if (!due.isEmpty()) {
      dirty.keySet().removeAll(due);
      gone.foundAgain(due, happenings(book).look(due, now), now);
      tellTampered(due, book);
    }
  }

  /** Logs everything that is gone as lost, whether or not it is due. */
  void loseAll(Book book) {
    lose(gone.all(), book, work.now());
  }

  private void lose(List<EvidencePath> lost, Book book, Instant now) {
    if (!lost.isEmpty()) {
      gone.settle(lost);
      happenings(book).lost(lost, now);
      work.tellLost(tenant, lost);
    }
  }

  /** So many files are gone at once that it looks like a disk that is not there. */
  boolean isWithheld(Book book) {
    return gone.areTooMany(book.live());
  }

  /** Whether nothing will be due by itself. */
  boolean isEmpty() {
    return dirty.isEmpty() && gone.isEmpty();
  }
}
