package io.decisionos.gateway.evidence.scan;

import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.KnownFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the files of evidence on threads of its own: sweeps again and again, looks at once where
 * the system tells of a change, and reads everything once more as time goes by. Thread-safe.
 */
// The scheduled work logs what it throws, so that its futures have nothing to tell.
@SuppressWarnings("FutureReturnValueIgnored")
public final class EvidenceFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EvidenceFollower.class);
  private static final Duration REHASH_STEP = Duration.ofSeconds(1);

  /** Sweeps take at most one part in so many of the time, as long as that keeps the bound below. */
  private static final int REST = 10;

  /** A change is found within this time, even right behind a sweep and without an event. */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(110);

  /** A scan that takes longer than this must not hold up the news of what is known. */
  private static final Duration LONG_SCAN = Duration.ofSeconds(20);

  /** One large file may keep the others waiting for so long, though it took longer to read. */
  private static final long LONGEST_PACED = TimeUnit.MILLISECONDS.toNanos(100);

  private final EvidenceFiles files;
  private final EvidenceSweep sweep;
  private final EvidenceWatch watch;
  private final EvidenceRehash rehash;
  private final FolderSweeps folders;
  private final KnownSweeps besideScans;
  private final LargeFiles large = new LargeFiles(this::readLarge);
  private final ScanPace pace = new ScanPace();
  private final Duration pause;
  private final ForkJoinPool scanners;
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(ScanThreads.named("evidence-sweep"));
  private final ScheduledExecutorService rehasher =
      Executors.newSingleThreadScheduledExecutor(ScanThreads.named("evidence-rehash"));
  private final Clock clock = Clock.systemUTC();
  private final Listener listener;
  private final AtomicReference<ScanProgress> running = new AtomicReference<>();
  private final AtomicReference<ScanReport> last = new AtomicReference<>();

  /** Hears of what is found, from several threads at once. */
  public interface Listener {
    void changed(Changes changes);

    void scanned(ScanReport report);
  }

  /**
   * @param known what the changes have led to so far
   */
  public EvidenceFollower(
      EvidenceFiles files, KnownFiles known, EvidenceSettings settings, Listener listener) {
    this.files = files;
    this.listener = listener;
    this.pause = settings.sweep();
    this.scanners = ScanThreads.pool(settings.threads());
    this.watch = new EvidenceWatch(new Poke());
    var surroundings = new EvidenceSweep.Surroundings(watch, large, pace);
    this.sweep = new EvidenceSweep(files, known, surroundings, listener::changed);
    this.rehash = new EvidenceRehash(sweep, settings.rehash(), REHASH_STEP);
    this.folders = new FolderSweeps(this::sweepFolder);
    this.besideScans = new KnownSweeps(this::sweepKnown, LONG_SCAN);
  }

  /** Begins; completes with the first scan. */
  public CompletableFuture<ScanReport> start() {
    watch.start();
    long step = REHASH_STEP.toMillis();
    rehasher.scheduleWithFixedDelay(() -> guarded(rehash::step), step, step, TimeUnit.MILLISECONDS);
    return sweepNow().whenComplete(this::firstSwept).thenCompose(this::settled);
  }

  private void firstSwept(ScanReport report, Throwable cause) {
    if (cause != null) {
      failed(cause);
    }
    scheduleNext();
  }

  /** Scans all files now; completes when every difference is told. */
  public CompletableFuture<ScanReport> scan() {
    return sweepNow().thenCompose(this::settled);
  }

  private CompletableFuture<ScanReport> sweepNow() {
    return CompletableFuture.supplyAsync(this::sweepAll, sweeper);
  }

  /** Completes when the large files are read, too, that a sweep has left for later. */
  private CompletableFuture<ScanReport> settled(ScanReport report) {
    return large.settled().thenApply(v -> report);
  }

  private ScanReport sweepAll() {
    long begin = System.nanoTime();
    var progress = new ScanProgress();
    running.set(progress);
    try {
      besideScans.during(() -> sweep.run("", scanners, progress));
    } finally {
      running.set(null);
    }
    var report =
        new ScanReport(clock.instant(), Duration.ofNanos(System.nanoTime() - begin), progress);
    last.set(report);
    listener.scanned(report);
    return report;
  }

  /** What is found is told before the rest that other large files have to wait for. */
  private void readLarge(EvidencePath path, ScanProgress progress) {
    long begin = System.nanoTime();
    guarded(() -> sweep.checkLarge(path, progress));
    pace.rest(Math.min(System.nanoTime() - begin, LONGEST_PACED));
  }

  private void sweepKnown() {
    guarded(() -> sweep.runKnown(new ScanProgress()));
  }

  private void sweepFolder(String folder, FolderSweeps.Depth depth) {
    if (depth == FolderSweeps.Depth.DEEP) {
      guarded(() -> sweep.run(folder, scanners, new ScanProgress()));
    } else {
      guarded(() -> sweep.runShallow(folder, scanners, new ScanProgress()));
    }
  }

  private void scheduleNext() {
    if (!sweeper.isShutdown()) {
      Duration took = lastScan().map(ScanReport::took).orElse(pause);
      sweeper.schedule(this::sweepAgain, rest(took, pause).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** The time between two sweeps of which one takes so long. */
  static Duration rest(Duration took, Duration least) {
    Duration sparing = took.multipliedBy(REST - 1);
    Duration bound = LONGEST_LAG.minus(took.multipliedBy(2));
    Duration rest = sparing.compareTo(bound) < 0 ? sparing : bound;
    return rest.compareTo(least) < 0 ? least : rest;
  }

  private void sweepAgain() {
    guarded(this::sweepAll);
    scheduleNext();
  }

  /** Following must go on, whatever we have overlooked in one round of it. */
  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private void failed(Throwable cause) {
    // What is cut off by the end has nobody left to tell.
    if (!sweeper.isShutdown()) {
      LOG.error("following evidence failed", cause);
    }
  }

  /** Tells how many requests an event loop has answered in a second: many slow scans down. */
  public void answered(int requests) {
    pace.answered(requests);
  }

  /** How far the scan that runs now has come. */
  public Optional<ScanProgress> running() {
    return Optional.ofNullable(running.get());
  }

  /** Tells whether there is something to be read that a scan has found. */
  public boolean scanning() {
    return running().isPresent() || large.unread() > 0;
  }

  public Optional<ScanReport> lastScan() {
    return Optional.ofNullable(last.get());
  }

  /** The file that is being read for longer than all others. */
  public Optional<OpenReadings.Reading> longestReading() {
    return files.readings().longest();
  }

  /** How many folders are followed by sweeps alone. */
  public int unwatchedFolders() {
    return watch.unwatchedFolders();
  }

  public EvidenceRehash rehash() {
    return rehash;
  }

  @Override
  public void close() throws IOException {
    // First who would complain of a watch that is closed.
    sweeper.shutdownNow();
    rehasher.shutdownNow();
    folders.close();
    besideScans.close();
    large.close();
    scanners.shutdownNow();
    watch.close();
  }

  /** What the system tells. */
  private final class Poke implements EvidenceWatch.Target {
    @Override
    public void filesChanged(Set<EvidencePath> paths) {
      guarded(() -> sweep.check(List.copyOf(paths), new ScanProgress()));
    }

    @Override
    public void overflowed(String folder) {
      guarded(() -> folders.ask(folder, FolderSweeps.Depth.SHALLOW));
    }

    @Override
    public void folderChanged(String folder) {
      guarded(() -> folders.ask(folder, FolderSweeps.Depth.DEEP));
    }
  }
}
