package io.decisionos.gateway.evidence;

import io.decisionos.gateway.disk.OwnerOnly;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.EvidenceView;
import io.decisionos.gateway.evidence.index.KnownFiles;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.EvidenceSweep;
import io.decisionos.gateway.evidence.scan.ScanPace;
import io.decisionos.gateway.evidence.scan.ScanProgress;
import io.decisionos.gateway.evidence.scan.ScanThreads;
import io.decisionos.gateway.tenant.TenantId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** The index of a folder made once from scratch, for the command line. Confined to one thread. */
public final class EvidenceReport {
  private static final long TELL_EVERY_MS = 500;
  private static final String MISMATCH = "not what was signed";

  private final EvidenceIndex index;

  private EvidenceReport(EvidenceIndex index) {
    this.index = index;
  }

  /**
   * Scans a folder with all cores.
   *
   * @param progress hears now and then how many files were seen
   * @throws IOException if there is no such folder
   */
  public static EvidenceReport of(Path root, LongConsumer progress)
      throws IOException, InterruptedException {
    var clock = Clock.systemUTC();
    var index = new EvidenceIndex(clock.instant());
    var files = new EvidenceFiles(root, clock);
    var sweep =
        new EvidenceSweep(
            files,
            index.known(),
            EvidenceSweep.Surroundings.none(new ScanPace()),
            changes -> {
              synchronized (index) {
                index.apply(changes, clock.instant());
              }
            });
    ForkJoinPool pool = ScanThreads.pool(Runtime.getRuntime().availableProcessors());
    var seen = new ScanProgress();
    var scan = pool.submit(() -> sweep.run("", pool, seen));
    pool.shutdown();
    while (!pool.awaitTermination(TELL_EVERY_MS, TimeUnit.MILLISECONDS)) {
      progress.accept(seen.filesSeen());
    }
    scan.join();
    return new EvidenceReport(index);
  }

  /**
   * Writes the whole index as one JSON document, complete or not at all.
   *
   * @return how many files it holds
   */
  public int write(Optional<TenantId> tenant, Path out) throws IOException {
    EvidenceView view = view(tenant);
    String name = "." + out.getFileName() + "." + ProcessHandle.current().pid() + ".tmp";
    Path unfinished = out.resolveSibling(name);
    try {
      try (OutputStream stream = new BufferedOutputStream(OwnerOnly.write(unfinished))) {
        EvidenceJson.write(view, Optional.empty(), EvidenceJson.Times.BY_FILE, stream);
      }
      Files.move(
          unfinished, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return view.page().entries().size();
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private EvidenceView view(Optional<TenantId> tenant) {
    int all = Integer.MAX_VALUE - 1;
    return tenant
        .map(one -> index.view(one, EvidenceFilter.ALL, EvidencePath.START, all))
        .orElseGet(() -> index.viewOfAll(EvidenceFilter.ALL, EvidencePath.START, all));
  }

  /** Every file that was found. */
  public KnownFiles known() {
    return index.known();
  }

  public int files() {
    return index.known().size();
  }

  /** The files that are tampered with, each with the reason. */
  public List<Finding> tampered() {
    return index.known().all().stream()
        .filter(EvidenceEntry::tampered)
        .map(entry -> new Finding(entry.path().text(), entry.verdict().error().orElse(MISMATCH)))
        .toList();
  }

  /** The folders that cannot be read, each with the reason. */
  public Map<String, String> faults() {
    return index.faults();
  }

  /** What is wrong with a file. */
  public record Finding(String path, String why) {}
}
