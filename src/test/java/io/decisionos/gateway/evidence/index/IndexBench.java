package io.decisionos.gateway.evidence.index;

import com.sun.management.OperatingSystemMXBean;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.EvidenceFollower;
import io.decisionos.gateway.evidence.scan.EvidenceRoot;
import io.decisionos.gateway.evidence.scan.EvidenceSettings;
import io.decisionos.gateway.evidence.scan.ScanReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An index of very many files: what it takes in memory, how long scans take, and how soon a change
 * is seen when its event arrives. Arguments: an empty folder and the number of files.
 */
final class IndexBench {
  private static final int TENANTS = 1000;
  private static final int TRIES = 300;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Path root;
  private final EvidenceIndex index = new EvidenceIndex(Instant.now());
  private final AtomicReference<CountDownLatch> waiting =
      new AtomicReference<>(new CountDownLatch(0));

  private IndexBench(Path root) {
    this.root = root;
  }

  /** Prints a line for each figure. */
  public static void main(String[] arguments) throws Exception {
    var bench = new IndexBench(Path.of(arguments[0]));
    int files = Integer.parseInt(arguments[1]);
    if (!Files.exists(Path.of(arguments[0]).resolve(path(files - 1)))) {
      bench.generate(files);
    }
    long before = usedHeap();
    bench.follow(files, before);
  }

  private void generate(int files) throws IOException {
    for (int i = 0; i < files; i++) {
      Path file = root.resolve(path(i));
      if (i < TENANTS * 12) {
        Files.createDirectories(file.getParent());
      }
      Files.writeString(file, document(i));
    }
  }

  private static String path(int i) {
    int month = 1 + i / TENANTS % 12;
    return "tenant-%d/2025-%02d/evidence_%08d.json".formatted(i % TENANTS, month, i);
  }

  private static String document(int i) {
    return """
    {"meta": {"generated_at": "2025-01-12T03:04:05.678901Z", "tenant": "tenant-%d"}}\
    """
        .formatted(i % TENANTS);
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private void follow(int files, long before) throws Exception {
    var settings =
        new EvidenceSettings(
            Duration.ofHours(1),
            2,
            Duration.ofHours(24),
            "decisionos",
            Duration.ZERO,
            EvidenceRoot.OWN);
    var disk = new EvidenceFiles(root, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    try (var follower = new EvidenceFollower(disk, index.known(), settings, new Applied())) {
      print("first scan", follower.start().get());
      print("sweep without a change", follower.scan().get());
      System.out.printf("memory: %d bytes a file%n", (usedHeap() - before) / files);
      System.out.printf("folders not watched: %d%n", follower.unwatchedFolders());
      changes(files);
      print("sweep after the changes", follower.scan().get());
    }
  }

  private static void print(String name, ScanReport report) {
    System.out.printf(
        "%s: %d ms, process so far %d ms, %d files seen, %d read%n",
        name,
        report.took().toMillis(),
        SYSTEM.getProcessCpuTime() / 1_000_000,
        report.progress().filesSeen(),
        report.progress().filesRead());
  }

  private void changes(int files) throws Exception {
    double[] millis = new double[TRIES];
    for (int i = 0; i < TRIES; i++) {
      var seen = new CountDownLatch(1);
      waiting.set(seen);
      long begin = System.nanoTime();
      int file = (int) ((long) i * files / TRIES);
      Files.writeString(root.resolve(path(file)), document(file) + " ".repeat(1 + i));
      boolean told = seen.await(30, TimeUnit.SECONDS);
      millis[i] = told ? (System.nanoTime() - begin) / 1e6 : Double.POSITIVE_INFINITY;
    }
    Arrays.sort(millis);
    System.out.printf(
        "change seen: p50 %.1f ms, p99 %.1f ms%n", millis[TRIES / 2], millis[TRIES * 99 / 100]);
  }

  private final class Applied implements EvidenceFollower.Listener {
    @Override
    public void changed(Changes changes) {
      synchronized (index) {
        index.apply(changes, Instant.now());
      }
      waiting.get().countDown();
    }

    @Override
    public void scanned(ScanReport report) {
      System.out.println("a scan of " + report.progress().filesSeen() + " files ended");
    }
  }
}
