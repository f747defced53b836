package io.decisionos.gateway.evidence;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchivePlace;
import io.decisionos.gateway.evidence.archive.Archived;
import io.decisionos.gateway.evidence.archive.Stored;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.log.Book;
import io.decisionos.gateway.evidence.log.LogAudit;
import io.decisionos.gateway.evidence.log.LogRefusedException;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings archived files back into a folder of evidence: those alone that are what was signed, what
 * they were archived as, and what the log of the folder says they must be if it has one. Nothing is
 * written over. Confined to one thread.
 */
public final class EvidenceRestore {
  /** Where files are written before they get their names. */
  private static final String DRAFTS = ".restore";

  private static final long MOST_BYTES = 64L << 20;

  private final Archive archive;
  private final ArchivePlace place;
  private final Path root;
  private final Complaints complaints;
  private final Map<TenantId, Optional<Book>> logs = new HashMap<>();
  private long restored;
  private long there;
  private long refused;

  /** Hears which objects were not restored. */
  @FunctionalInterface
  public interface Complaints {
    void hear(String key, String why);
  }

  /**
   * How it went.
   *
   * @param there files that were there with these bytes
   * @param blind why it is not known what is marked as deleted; empty if it is known
   */
  public record Tally(long restored, long there, long refused, Optional<String> blind) {}

  /** What speaks against an object. */
  private static final class NotWellException extends Exception {
    private static final long serialVersionUID = 1;

    NotWellException(String why) {
      super(why);
    }
  }

  public EvidenceRestore(Archive archive, ArchivePlace place, Path root, Complaints complaints) {
    this.archive = archive;
    this.place = place;
    this.root = root;
    this.complaints = complaints;
  }

  /**
   * Restores all files, or those of one tenant.
   *
   * @throws IOException if the archive cannot be read, or the folder cannot be written
   */
  public Tally run(Optional<TenantId> only) throws IOException {
    String prefix = only.map(place::of).orElseGet(place::all);
    Optional<String> blind = archive.list(prefix, this::restore);
    return new Tally(restored, there, refused, blind);
  }

  private void restore(Stored stored) throws IOException {
    String key = stored.key();
    try {
      EvidencePath path =
          place.path(key).orElseThrow(() -> new NotWellException("its key is none of evidence"));
      if (stored.size() > MOST_BYTES) {
        throw new NotWellException("it is larger than 64 MiB");
      }
      Archived object = archive.get(stored);
      verify(path, object);
      write(path, object.bytes());
    } catch (NotWellException e) {
      refused++;
      complaints.hear(key, e.getMessage());
    }
  }

  private void verify(EvidencePath path, Archived object) throws IOException, NotWellException {
    Sha256 sha256 = Sha256.of(object.bytes(), object.bytes().length);
    if (object.said().isEmpty()) {
      throw new NotWellException("it was archived without a SHA-256");
    }
    if (!object.said().stream().allMatch(sha256.hex()::equals)) {
      throw new NotWellException("its bytes are not those that were archived");
    }
    TenantId tenant = new TenantId(path.text().substring(0, path.text().indexOf('/')));
    Evidence verdict = Evidence.judge(object.bytes());
    if (verdict.tampered()) {
      throw new NotWellException(
          "it is not what was signed" + verdict.error().map(why -> ": " + why).orElse(""));
    }
    if (!verdict.tenant().equals(Optional.of(tenant))) {
      throw new NotWellException("it is not of the tenant that its key names");
    }
    if (!log(tenant).map(book -> book.mayBe(path, Optional.of(sha256))).orElse(true)) {
      throw new NotWellException("its bytes are not those of its leaf in the log");
    }
  }

  private Optional<Book> log(TenantId tenant) throws IOException, NotWellException {
    if (!logs.containsKey(tenant)) {
      try {
        logs.put(tenant, LogAudit.leaves(root.resolve(".log").resolve(tenant.value())));
      } catch (LogRefusedException e) {
        throw new NotWellException("the log of " + tenant + " is not whole: " + e.getMessage());
      }
    }
    return logs.get(tenant);
  }

  private void write(EvidencePath path, byte[] bytes) throws IOException, NotWellException {
    Path file = at(path);
    Path folder = Durable.folder(file.getParent());
    if (!folder.toRealPath().startsWith(root.toRealPath())) {
      throw new NotWellException("its folder is a link out of " + root);
    }
    Path draft = Durable.folder(root.resolve(DRAFTS)).resolve(UUID.randomUUID().toString());
    OwnerOnly.create(draft, bytes);
    try {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--r--r--"));
      // A link never takes the place of a file, as a move would.
      Files.createLink(file, draft);
      restored++;
    } catch (FileAlreadyExistsException e) {
      same(file, bytes);
    } finally {
      Files.delete(draft);
    }
    Durable.force(folder);
  }

  private void same(Path file, byte[] bytes) throws IOException, NotWellException {
    if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
      throw new NotWellException("another file is in its place");
    }
    there++;
  }

  /** Where a file is, whatever bytes its name is made of. */
  private Path at(EvidencePath path) {
    return PathText.resolve(root, path.text());
  }
}
