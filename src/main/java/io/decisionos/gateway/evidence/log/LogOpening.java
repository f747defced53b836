package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.evidence.log.LogReading.OtherLogException;
import io.decisionos.gateway.evidence.log.TenantLog.Signed;
import io.decisionos.gateway.evidence.merkle.Checkpoint;
import io.decisionos.gateway.evidence.merkle.Merkle;
import io.decisionos.gateway.evidence.merkle.Note;
import io.decisionos.gateway.evidence.merkle.NoteKey;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Opens a log: reads every leaf, and refuses by name what was rolled back, cut, changed or is
 * another's. Confined to one thread.
 */
public final class LogOpening {
  private final LogPlace place;
  private final LogFiles files;

  /** A log that is what it should be, and what its leaves say. */
  public record Opened(TenantLog log, Book book) {}

  private LogOpening(LogPlace place) {
    this.place = place;
    this.files = new LogFiles(place.folder());
  }

  /**
   * Opens a log, an empty one if there never was any.
   *
   * @throws LogRefusedException if it is not what the gateway left
   */
  public static Opened open(LogPlace place) throws IOException {
    return new LogOpening(place).open();
  }

  private Opened open() throws IOException {
    Optional<String> head = LogFiles.text(place.head());
    Optional<String> note = LogFiles.text(place.checkpoint());
    if (note.isEmpty()) {
      return fresh(head);
    }
    Signed signed = new Signed(checkpoint(note.get(), "its checkpoint"), note.get());
    Optional<Checkpoint> known = known(head);
    if (!head.equals(note) && !isSigned(note.get())) {
      throw new LogRefusedException("its checkpoint is not signed by a key of this gateway");
    }
    long least = known.map(Checkpoint::size).orElse(0L);
    if (signed.size() < least) {
      throw new LogRefusedException(
          "it has %d leaves and had %d: it was rolled back or cut".formatted(signed.size(), least));
    }
    Book book = read(files, signed.checkpoint(), known);
    if (!head.equals(note)) {
      TenantLog.keep(place, signed);
    }
    return new Opened(new TenantLog(place, signed), book);
  }

  private Opened fresh(Optional<String> head) throws IOException {
    if (head.isPresent()) {
      boolean noLogs = !Files.isDirectory(place.folder().getParent());
      throw new LogRefusedException(
          noLogs
              ? "the evidence root has no .log, and a head is known: is it mounted?"
              : "it has no checkpoint, and a head is known: it was cut");
    }
    Signed empty = TenantLog.sign(place, 0, Merkle.empty());
    return new Opened(new TenantLog(place, empty), new Book());
  }

  private Optional<Checkpoint> known(Optional<String> head) throws LogRefusedException {
    return head.isEmpty()
        ? Optional.empty()
        : Optional.of(checkpoint(head.get(), "its known head"));
  }

  private Checkpoint checkpoint(String note, String what) throws LogRefusedException {
    Checkpoint read =
        Note.parse(note)
            .flatMap(parsed -> Checkpoint.parse(parsed.text()))
            .orElseThrow(() -> new LogRefusedException(what + " is no checkpoint"));
    if (!read.origin().equals(place.origin())) {
      throw new LogRefusedException(what + " is another log's: " + read.origin());
    }
    return read;
  }

  private boolean isSigned(String note) throws IOException {
    List<NoteKey> keys = place.verifiers();
    return Note.parse(note).filter(read -> read.isSignedBy(keys)).isPresent();
  }

  private static Book read(LogFiles files, Checkpoint signed, Optional<Checkpoint> known)
      throws LogRefusedException {
    try {
      return LogReading.of(files, signed, known);
    } catch (OtherLogException e) {
      throw new LogRefusedException(
          "it is not the log of its known head: another's, or changed", e);
    }
  }

  /**
   * Takes a log as it lies, whatever head is known: signs it and makes it the known one.
   *
   * @return how many leaves it has
   * @throws LogRefusedException if it is not whole
   */
  public static long accept(LogPlace place) throws IOException {
    Optional<String> note = LogFiles.text(place.checkpoint());
    if (note.isEmpty()) {
      Files.deleteIfExists(place.head());
      return 0;
    }
    var opening = new LogOpening(place);
    Checkpoint found = opening.checkpoint(note.get(), "its checkpoint");
    read(opening.files, found, Optional.empty());
    TenantLog.keep(place, TenantLog.sign(place, found.size(), found.root()));
    return found.size();
  }
}
