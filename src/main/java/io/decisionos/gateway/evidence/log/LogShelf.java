package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.HeldDirectory;
import io.decisionos.gateway.tenant.TenantId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where the logs of all tenants are. Any thread. */
public final class LogShelf {
  private static final String FOLDER = "evidence-log";
  private static final String ACKNOWLEDGED = ".acknowledged";

  private final Path logs;
  private final Path data;
  private final Path heads;
  private final LogKeys keys;
  private final Disk disk;

  /**
   * The logs of an evidence root.
   *
   * @param data outside of the root, where the last heads are kept
   */
  public LogShelf(Path root, Path data, LogKeys keys, Disk disk) {
    this.logs = root.resolve(".log");
    this.data = data;
    this.heads = data.resolve(FOLDER).resolve("heads");
    this.keys = keys;
    this.disk = disk;
  }

  /** Where a tenant's log is. */
  public LogPlace place(TenantId tenant) {
    return new LogPlace(
        keys.origin(tenant),
        logs.resolve(tenant.value()),
        heads.resolve(tenant.value()),
        () -> keys.signers(tenant),
        disk);
  }

  /** Opens a tenant's log to be written, and has it signed by those who sign now. */
  public LogOpening.Opened open(TenantId tenant) throws IOException {
    LogOpening.Opened opened = LogOpening.open(place(tenant));
    opened.log().signAnew();
    return opened;
  }

  /** The names of the keys that sign now; none while there is no such key. Quick. */
  public Set<String> signing() {
    return keys.signing();
  }

  /**
   * Takes the shelf for this process alone, as a gateway does while it runs.
   *
   * @throws io.decisionos.gateway.disk.RefusedFileException if another process has it
   */
  public Closeable hold() throws IOException {
    return HeldDirectory.open(data.resolve(FOLDER), "decisionos evidence log 1");
  }

  /**
   * Goes on with a log as it lies, whatever head is known.
   *
   * @return how many leaves it has
   * @throws io.decisionos.gateway.disk.RefusedFileException if a gateway runs
   */
  public long accept(TenantId tenant) throws IOException {
    Closeable held = hold();
    try {
      long size = LogOpening.accept(place(tenant));
      acknowledge(tenant, Math.min(size, acknowledged(tenant)));
      return size;
    } finally {
      held.close();
    }
  }

  /** Every tenant that has a log, or had one. */
  public Set<TenantId> tenants() throws IOException {
    var tenants = new TreeSet<TenantId>();
    addNames(logs, tenants);
    addNames(heads, tenants);
    return tenants;
  }

  private static void addNames(Path folder, Set<TenantId> tenants) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path name : names) {
        TenantId.parse(name.getFileName().toString()).ifPresent(tenants::add);
      }
    }
  }

  /** Below which number an operator has seen what was lost. */
  public long acknowledged(TenantId tenant) throws IOException {
    Optional<String> text = LogFiles.text(acknowledgement(tenant));
    return text.map(String::strip).map(Long::parseLong).orElse(0L);
  }

  /**
   * Has on the disk that an operator has seen what was lost.
   *
   * @return below which number
   */
  public long acknowledge(TenantId tenant, long below) throws IOException {
    Durable.folder(heads);
    Durable.write(acknowledgement(tenant), below + "\n");
    return below;
  }

  private Path acknowledgement(TenantId tenant) {
    return heads.resolve(tenant.value() + ACKNOWLEDGED);
  }
}
