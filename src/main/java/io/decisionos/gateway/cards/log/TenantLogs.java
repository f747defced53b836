package io.decisionos.gateway.cards.log;

import io.decisionos.gateway.disk.Durable;
import io.decisionos.gateway.disk.HeldDirectory;
import io.decisionos.gateway.tenant.TenantId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs of all tenants that have one, in a data directory that nobody else uses. */
final class TenantLogs implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantLogs.class);

  /** What lies in the directory of counts. */
  static final String STAMP = "decisionos-events 1";

  private final LogSite site;
  private final HeldDirectory held;
  private final Map<TenantId, TenantLog> open = new TreeMap<>();
  private final Map<TenantId, String> faults = new TreeMap<>();

  private TenantLogs(LogSite site, HeldDirectory held) {
    this.site = site;
    this.held = held;
  }

  /**
   * Takes the directory and opens all logs in it; one that cannot be opened keeps no other from it.
   *
   * @throws io.decisionos.gateway.disk.RefusedFileException if another gateway has it
   */
  static TenantLogs open(LogSite site) throws IOException {
    var logs = new TenantLogs(site, HeldDirectory.open(site.held(), STAMP));
    try {
      Durable.folder(site.events());
      Durable.folder(site.logs());
      logs.openAll(logs.folders());
      return logs;
    } catch (IOException | RuntimeException e) {
      logs.close();
      throw e;
    }
  }

  /** The tenants that have a folder. */
  List<TenantId> folders() throws IOException {
    var tenants = new TreeSet<>(folders(site.events()));
    if (site.shared()) {
      tenants.addAll(folders(site.logs()));
    }
    return List.copyOf(tenants);
  }

  private static List<TenantId> folders(Path parent) throws IOException {
    try (var folders = Files.list(parent)) {
      return folders
          .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
          .flatMap(folder -> TenantId.parse(folder.getFileName().toString()).stream())
          .toList();
    }
  }

  /** Opens those that are not yet and have not failed; {@link #retry} is for those. */
  void openAll(List<TenantId> tenants) {
    tenants.stream().filter(tenant -> !faults.containsKey(tenant)).forEach(this::tryOpen);
  }

  private void tryOpen(TenantId tenant) {
    try {
      of(tenant);
    } catch (IOException e) {
      // Is among the faults, which tell of it.
    }
  }

  /** A tenant's log, made if there is none. */
  TenantLog of(TenantId tenant) throws IOException {
    TenantLog log = open.get(tenant);
    return log == null ? make(tenant) : log;
  }

  private TenantLog make(TenantId tenant) throws IOException {
    try {
      Path folder = site.logs().resolve(tenant.value());
      SegmentPlace.make(folder);
      Path counts = site.counts().resolve("tenants").resolve(tenant.value());
      var log = TenantLog.open(new EventSegments(folder, site.disk()), counts);
      open.put(tenant, log);
      if (faults.remove(tenant) != null) {
        LOG.info("events of a tenant can be used again tenant={}", tenant);
      }
      return log;
    } catch (IOException | RuntimeException e) {
      // A file that nobody foresaw is this tenant's trouble, and no other's.
      if (faults.put(tenant, e.toString()) == null) {
        LOG.error("events of a tenant cannot be used tenant={} cause={}", tenant, e.toString());
      }
      throw e instanceof IOException known ? known : new IOException(e);
    }
  }

  /** Where files of other processes are. */
  Path folder(TenantId tenant) {
    return site.events().resolve(tenant.value());
  }

  /** A tenant's log if it has one. */
  Optional<TenantLog> find(TenantId tenant) {
    return Optional.ofNullable(open.get(tenant));
  }

  /** The logs that cannot be opened, and why; read by operators only. */
  Map<TenantId, String> faults() {
    return Collections.unmodifiableMap(faults);
  }

  /** Tries again what could not be opened. */
  void retry() {
    List.copyOf(faults.keySet()).forEach(this::tryOpen);
  }

  Collection<TenantLog> all() {
    return open.values();
  }

  Map<TenantId, TenantLog> byTenant() {
    return Collections.unmodifiableMap(open);
  }

  /** What all tenants have, with so many bytes of files that are not read yet. */
  LogMeters.Totals totals(long behind) {
    long[] sums = new long[5];
    for (TenantLog log : open.values()) {
      sums[0] += log.version();
      sums[1] += log.bytes();
      sums[2] += log.followed().bad();
      sums[3] += log.damaged();
      sums[4] += log.bytesInMemory();
    }
    return new LogMeters.Totals(sums[0], sums[1], sums[2], sums[3], behind, sums[4]);
  }

  @Override
  public void close() throws IOException {
    for (TenantLog log : open.values()) {
      log.close();
    }
    held.close();
  }
}
