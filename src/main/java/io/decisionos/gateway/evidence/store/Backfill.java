package io.decisionos.gateway.evidence.store;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.evidence.index.Attribution;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.json.UnreadableException;
import io.decisionos.gateway.tenant.TenantId;
import io.decisionos.gateway.text.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Gives evidence that names no tenant to one: keeps the original, writes the document anew at its
 * place in the partitions, and then drops the original from where it was. What a kill left half
 * done is finished by the next run. Blocking; nobody else may work on the root.
 */
public final class Backfill {
  private static final String KEPT = ".backfill";
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final Path root;
  private final BackfillRules rules;
  private final Clock clock;

  public Backfill(Path root, BackfillRules rules, Clock clock) {
    this.root = root;
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What becomes of a file.
   *
   * @param tenant whose it will be; empty if it is left alone
   * @param what would change, or why it is left alone
   */
  public record Row(EvidencePath path, Optional<TenantId> tenant, String what) {
    private static Row left(EvidencePath path, String why) {
      return new Row(path, Optional.empty(), "left alone: " + why);
    }
  }

  /** Looks at a file, and does what is to be done if it is asked to. */
  public Row look(EvidenceEntry entry, boolean run) throws IOException {
    EvidencePath path = entry.path();
    if (entry.tampered()) {
      return Row.left(path, entry.verdict().error().orElse("tampered"));
    }
    byte[] document = Files.readAllBytes(at(path));
    Sha256 sha256 = Sha256.of(document, document.length);
    if (!entry.sha256().equals(Optional.of(sha256))) {
      return Row.left(path, "it has just changed");
    }
    try {
      if (!Attribution.isMissing(document)) {
        return Row.left(path, "it names a tenant");
      }
      Optional<TenantId> tenant = rules.tenant(path);
      return tenant.isEmpty()
          ? Row.left(path, "no rule fits")
          : give(entry, document, tenant.get(), run);
    } catch (UnreadableException e) {
      return Row.left(path, e.getMessage());
    }
  }

  private Row give(EvidenceEntry entry, byte[] document, TenantId tenant, boolean run)
      throws IOException, UnreadableException {
    EvidencePath path = entry.path();
    if (path.reserved().isPresent()) {
      return Row.left(path, path.reserved().get());
    }
    EvidencePath next = place(entry, tenant);
    Sha256 sha256 = entry.sha256().orElseThrow();
    Path target = at(next);
    boolean done = !next.equals(path) && Files.exists(target);
    if (done && !comesFrom(target, sha256)) {
      return Row.left(path, next.text() + " is there already");
    }
    if (run) {
      keep(at(path), sha256);
      if (!done) {
        byte[] bytes = Attribution.of(document, tenant, clock.instant(), sha256);
        write(entry, target, bytes);
      }
      if (!next.equals(path)) {
        Path old = at(path);
        Files.delete(old);
        Durable.force(old.getParent());
      }
    }
    String moved = next.equals(path) ? "" : ", at " + next.text();
    return new Row(path, Optional.of(tenant), "meta.tenant set, signed anew" + moved);
  }

  private static EvidencePath place(EvidenceEntry entry, TenantId tenant) {
    String month = MONTH.format(entry.modifiedAt());
    EvidencePath open = EvidencePath.inPartition(tenant.value(), month, entry.path().id());
    return entry.tier() == Tier.LOCKED ? open.locked() : open;
  }

  /** Whether a document was made of another one by an earlier run. */
  private static boolean comesFrom(Path target, Sha256 sha256) throws IOException {
    String mark = "\"from_sha256\": \"" + sha256.hex() + '"';
    return Files.isRegularFile(target)
        && new String(Files.readAllBytes(target), StandardCharsets.UTF_8).contains(mark);
  }

  private void keep(Path original, Sha256 sha256) throws IOException {
    Path folder = Durable.folder(root.resolve(KEPT));
    Path kept = folder.resolve(sha256.hex() + ".json");
    if (!Files.exists(kept)) {
      Path draft = folder.resolve("draft");
      Files.copy(
          original, draft, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
      Durable.force(draft);
      Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE);
      Durable.force(folder);
    }
  }

  private void write(EvidenceEntry entry, Path target, byte[] bytes) throws IOException {
    Path folder = Durable.folder(target.getParent());
    if (!folder.toRealPath().startsWith(root.toRealPath())) {
      throw new IOException(folder + ": found it outside of the root, expected it inside");
    }
    Path draft = Durable.folder(root.resolve(KEPT)).resolve("new");
    Files.deleteIfExists(draft);
    OwnerOnly.create(draft, bytes);
    if (entry.tier() == Tier.LOCKED) {
      Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("r--r--r--"));
    }
    Files.setLastModifiedTime(draft, FileTime.from(entry.modifiedAt()));
    Durable.force(draft);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    Durable.force(folder);
  }

  /** Where a file is, whatever bytes its name is made of. */
  private Path at(EvidencePath path) {
    return PathText.resolve(root, path.text());
  }
}
