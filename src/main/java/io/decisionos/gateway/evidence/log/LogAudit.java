package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.KnownFiles;
import io.decisionos.gateway.evidence.log.LogReading.OtherLogException;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.Note;
import io.decisionos.gateway.evidence.merkle.NoteKey;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Compares a tenant's log and files with each other and with what is known of both. Blocking. */
public final class LogAudit {
  private final TenantId tenant;
  private final KnownFiles files;
  private final TreeMap<String, String> differences = new TreeMap<>();

  private LogAudit(TenantId tenant, KnownFiles files) {
    this.tenant = tenant;
    this.files = files;
  }

  /**
   * What is to be compared.
   *
   * @param folder of the log
   * @param key that must have signed it
   * @param since an earlier checkpoint of the same log
   */
  public record Subject(TenantId tenant, Path folder, NoteKey key, Optional<String> since) {}

  /**
   * Every difference, one a line: {@code missing}, {@code changed}, {@code not logged}, {@code log
   * broken} or {@code not consistent}, and what.
   *
   * @throws IOException if the files cannot be read
   */
  public static List<String> differences(Subject subject, KnownFiles files) throws IOException {
    var logFiles = new LogFiles(subject.folder());
    String note = LogFiles.text(subject.folder().resolve("checkpoint")).orElse("");
    Optional<Checkpoint> head = signed(note, subject.key());
    if (head.isEmpty()) {
      return List.of("log broken: there is no checkpoint that the key has signed");
    }
    Optional<Checkpoint> earlier = subject.since().flatMap(text -> signed(text, subject.key()));
    boolean behind = earlier.filter(since -> since.size() > head.get().size()).isPresent();
    if (behind || (subject.since().isPresent() && earlier.isEmpty())) {
      return List.of(
          behind
              ? "not consistent: the log is shorter than it was"
              : "not consistent: the earlier checkpoint is not signed by the key");
    }
    try {
      Book book = LogReading.of(logFiles, head.get(), earlier);
      return new LogAudit(subject.tenant(), files).compare(book);
    } catch (LogRefusedException e) {
      return List.of("log broken: " + e.getMessage());
    } catch (OtherLogException e) {
      return List.of("not consistent: the log does not go on from the earlier checkpoint");
    }
  }

  /**
   * What the leaves of a log say, whoever signed it; empty if there is none.
   *
   * @throws LogRefusedException if it is not whole
   */
  public static Optional<Book> leaves(Path folder) throws IOException {
    Optional<String> note = LogFiles.text(folder.resolve("checkpoint"));
    if (note.isEmpty()) {
      return Optional.empty();
    }
    Checkpoint head =
        Note.parse(note.get())
            .flatMap(read -> Checkpoint.parse(read.text()))
            .orElseThrow(() -> new LogRefusedException("its checkpoint is none"));
    try {
      return Optional.of(LogReading.of(new LogFiles(folder), head, Optional.empty()));
    } catch (OtherLogException e) {
      throw new LogRefusedException("it is another log", e);
    }
  }

  private static Optional<Checkpoint> signed(String note, NoteKey key) {
    return Note.parse(note)
        .filter(read -> read.isSignedBy(List.of(key)))
        .flatMap(read -> Checkpoint.parse(read.text()))
        .filter(read -> read.origin().equals(key.name()));
  }

  private List<String> compare(Book book) {
    for (EvidencePath path : book.paths()) {
      Trace trace = book.at(path).orElseThrow();
      if (trace.isLive()) {
        compare(path, trace, book);
      }
    }
    for (EvidenceEntry entry : files.all()) {
      if (entry.owner().equals(Optional.of(tenant)) && !isLogged(entry, book)) {
        differences.put(entry.path().text(), "not logged");
      }
    }
    return differences.entrySet().stream()
        .map(difference -> difference.getValue() + ": " + difference.getKey())
        .toList();
  }

  private void compare(EvidencePath path, Trace trace, Book book) {
    Optional<EvidenceEntry> entry = files.get(path);
    if (entry.isEmpty()) {
      differences.put(path.text(), "missing");
    } else if (!isAsLogged(entry.get(), trace) || !book.mayBe(path, trace.sha256())) {
      differences.put(path.text(), "changed");
    }
  }

  private boolean isAsLogged(EvidenceEntry entry, Trace trace) {
    boolean others = entry.owner().filter(owner -> !owner.equals(tenant)).isPresent();
    return others ? trace.sha256().isEmpty() : trace.has(entry.sha256());
  }

  /** Whether the log knows of a file that is there; what moved may have left a copy behind. */
  private static boolean isLogged(EvidenceEntry entry, Book book) {
    return book.at(entry.path())
        .filter(
            trace ->
                trace.isLive() || (trace.state() == Trace.State.MOVED && trace.has(entry.sha256())))
        .isPresent();
  }
}
