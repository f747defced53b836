package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** A folder of evidence for tests, and an index that is brought up to it step by step. */
public final class EvidenceTree {
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  public final Path root;
  public final EvidenceIndex index = new EvidenceIndex(NOW);
  private Runnable duringRest = () -> {};
  private final ScanPace pace = new ScanPace(this::nanoTime);
  private final EvidenceSweep sweep;
  private ScanProgress progress = new ScanProgress();

  /** A tree that is looked at as if every file were old enough to be sure of. */
  public EvidenceTree(Path root) throws IOException {
    this(root, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
  }

  public EvidenceTree(Path root, Clock clock) throws IOException {
    this.root = root;
    var files = new EvidenceFiles(root, clock);
    this.sweep =
        new EvidenceSweep(files, index.known(), EvidenceSweep.Surroundings.none(pace), this::apply);
  }

  private long nanoTime() {
    duringRest.run();
    return System.nanoTime();
  }

  private void apply(Changes changes) {
    synchronized (index) {
      index.apply(changes, NOW);
    }
  }

  public Path write(String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  public Path writeValid(String path, String tenant) throws IOException {
    return write(path, EvidenceSample.valid(tenant, path.hashCode()));
  }

  /** Compares all files; returns how many had to be read. */
  public long sweep() {
    return sweep("");
  }

  public long sweep(String folder) {
    progress = new ScanProgress();
    sweep.run(folder, ForkJoinPool.commonPool(), progress);
    return progress.filesRead();
  }

  /** Compares the files that the index knows; returns how many had to be read. */
  long sweepKnown() {
    progress = new ScanProgress();
    sweep.runKnown(progress);
    return progress.filesRead();
  }

  /** Compares one file, as when an event tells of it. */
  void check(String path) {
    sweep.check(List.of(new EvidencePath(path)), new ScanProgress());
  }

  /** Has something done once, after the next file was read and before the index hears of it. */
  void beforeItIsTold(Runnable work) {
    duringRest =
        () -> {
          duringRest = () -> {};
          work.run();
        };
  }

  void reread(String path) {
    sweep.reread(List.of(new EvidencePath(path)), progress);
  }

  /** All entries of the index. */
  public List<EvidenceEntry> entries() {
    return index.viewOfAll(EvidenceFilter.ALL, EvidencePath.START, 1_000_000).page().entries();
  }

  List<String> paths() {
    return entries().stream().map(entry -> entry.path().text()).toList();
  }

  EvidenceEntry entry(String path) {
    return index.known().get(new EvidencePath(path)).orElseThrow();
  }

  List<String> pathsOf(String tenant) {
    return index
        .view(new TenantId(tenant), EvidenceFilter.ALL, EvidencePath.START, 1000)
        .page()
        .entries()
        .stream()
        .map(entry -> entry.path().text())
        .toList();
  }
}
