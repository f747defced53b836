package io.decisionos.gateway.evidence.store;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.Original;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes single files below the evidence root. Each method returns once the change is on the disk.
 * Any thread, one at a time for each tenant.
 */
public final class EvidenceStore {
  /** Where documents are written before they get their names; cleared at each start. */
  private static final String DRAFTS = ".intake";

  private final Path root;
  private final EvidenceFiles files;
  private final Disk disk;

  /**
   * Takes the root as its own and drops what an earlier run left unfinished.
   *
   * @throws IOException if the root cannot be used
   */
  public EvidenceStore(Path root, EvidenceFiles files, Disk disk) throws IOException {
    this.root = root.toRealPath();
    this.files = files;
    this.disk = disk;
    Path drafts = this.root.resolve(DRAFTS);
    if (Files.isDirectory(drafts)) {
      clear(drafts);
    }
  }

  private static void clear(Path drafts) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(drafts)) {
      for (Path draft : left) {
        Files.deleteIfExists(draft);
      }
    }
  }

  /**
   * Puts a document at a free place.
   *
   * @throws FileAlreadyExistsException if something is
   */
  public EvidenceEntry create(EvidencePath path, byte[] bytes) throws IOException {
    Path file = at(path);
    Path folder = inside(Durable.folder(file.getParent()));
    Path draft = draft(bytes);
    boolean linked = false;
    try {
      // A link never takes the place of a file, as a move would.
      disk.link(file, draft);
      linked = true;
      disk.delete(draft);
      disk.force(folder);
    } catch (IOException e) {
      // Whoever is told that nothing was stored must not find it.
      disk.delete(draft);
      if (linked) {
        disk.delete(file);
      }
      throw e;
    }
    return files.entry(path, bytes);
  }

  /**
   * Puts a document in the place of another one.
   *
   * @throws OtherBytesException if the other one is not what is expected
   */
  public EvidenceEntry replace(EvidencePath path, byte[] bytes, Sha256 expected)
      throws IOException {
    expect(path, expected);
    Path file = at(path);
    Path folder = inside(file.getParent());
    Path draft = draft(bytes);
    try {
      disk.rename(draft, file);
    } catch (IOException e) {
      disk.delete(draft);
      throw e;
    }
    disk.force(folder);
    return files.entry(path, bytes);
  }

  /**
   * Locks a document: its bytes are read once more, it gets the name and the mode of a locked one.
   *
   * @throws OtherBytesException if it is not what is expected
   * @throws FileAlreadyExistsException if something has the name already
   */
  public EvidenceEntry lock(EvidencePath path, Sha256 expected) throws IOException {
    byte[] bytes = expect(path, expected).bytes();
    Path file = at(path);
    Path folder = inside(file.getParent());
    Path locked = at(path.locked());
    if (Files.exists(locked, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.locked().text());
    }
    // Before the name: a file that says it is locked has the mode of one, wherever a kill comes.
    disk.seal(file);
    disk.rename(file, locked);
    disk.force(folder);
    return files.entry(path.locked(), bytes);
  }

  /**
   * Tries whether a document can be put beside a path; leaves nothing behind.
   *
   * @throws IOException if it cannot
   */
  public void probe(EvidencePath path) throws IOException {
    Path folder = inside(Durable.folder(root.resolve(path.text()).getParent()));
    Path draft = draft(new byte[0]);
    Path name = folder.resolve("." + draft.getFileName());
    try {
      disk.link(name, draft);
      disk.delete(name);
    } finally {
      disk.delete(draft);
    }
  }

  /** A file as it is, read anew; empty if it is gone. */
  public Optional<EvidenceEntry> current(EvidencePath path) {
    return files.original(path).map(Original::entry);
  }

  /** Deletes a file for good. */
  public void delete(EvidencePath path) throws IOException {
    Path file = at(path);
    Path folder = inside(file.getParent());
    disk.delete(file);
    disk.force(folder);
  }

  private Original expect(EvidencePath path, Sha256 expected) throws IOException {
    return files
        .original(path)
        .filter(found -> found.entry().sha256().filter(expected::equals).isPresent())
        .orElseThrow(() -> new OtherBytesException(path.text()));
  }

  private Path draft(byte[] bytes) throws IOException {
    Path draft = Durable.folder(root.resolve(DRAFTS)).resolve(UUID.randomUUID().toString());
    try {
      disk.draft(draft, bytes);
      return draft;
    } catch (IOException e) {
      // A full disk does not get fuller by what nobody has taken in.
      disk.delete(draft);
      throw e;
    }
  }

  /** A tenant's folder may be a link, but not to anywhere outside of the root. */
  private Path inside(Path folder) throws IOException {
    if (!folder.toRealPath().startsWith(root)) {
      throw new AccessDeniedException(folder.toString(), null, "outside of the evidence root");
    }
    return folder;
  }

  /** Where a file is, whatever bytes its name is made of. */
  private Path at(EvidencePath path) {
    return PathText.resolve(root, path.text());
  }
}
