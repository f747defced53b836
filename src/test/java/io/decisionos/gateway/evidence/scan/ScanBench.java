package io.decisionos.gateway.evidence.scan;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.decisionos.gateway.evidence.EvidenceGenerator;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;

/**
 * A cold scan against a plain program that reads, hashes and parses the same files with as many
 * threads, round by round in one JVM. Compares the best rounds, by the clock and by the processor
 * time that the process took, which other processes on the machine disturb less.
 */
final class ScanBench {
  private static final int FILES = 20_000;
  private static final int ROUNDS = 12;
  private static final int THREADS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Path root;
  private final ForkJoinPool pool = ScanThreads.pool(THREADS);

  private ScanBench(Path root) {
    this.root = root;
  }

  /** Makes files in a folder of its own and prints both ratios. */
  public static void main(String[] arguments) throws IOException {
    Path root = Files.createTempDirectory("scan-bench");
    new EvidenceGenerator(root, new EvidenceGenerator.Plan(5, FILES, 1, 0.02, 0)).run();
    new ScanBench(root).run();
  }

  private void run() throws IOException {
    Cost plain = Cost.ENDLESS;
    Cost scan = Cost.ENDLESS;
    for (int round = 0; round < ROUNDS; round++) {
      plain = plain.best(Cost.of(this::readPlainly));
      scan = scan.best(Cost.of(this::scan));
    }
    System.out.printf("plain %s%nscan  %s%n", plain, scan);
    System.out.printf(
        "ratio by the clock %.2f, by processor time %.2f%n",
        scan.clock / plain.clock, scan.processor / plain.processor);
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Milliseconds by the clock and of the process's own time. */
  private record Cost(double clock, double processor) {
    static final Cost ENDLESS = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);

    static Cost of(Work work) throws IOException {
      long clock = System.nanoTime();
      long processor = SYSTEM.getProcessCpuTime();
      work.run();
      return new Cost(
          (System.nanoTime() - clock) / 1e6, (SYSTEM.getProcessCpuTime() - processor) / 1e6);
    }

    Cost best(Cost other) {
      return new Cost(Math.min(clock, other.clock), Math.min(processor, other.processor));
    }

    @Override
    public String toString() {
      return "%.0f ms, %.0f ms of processor time".formatted(clock, processor);
    }
  }

  private void readPlainly() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(root)) {
      files = found.filter(path -> path.toString().endsWith(".json")).toList();
    }
    pool.submit(() -> files.parallelStream().forEach(ScanBench::readPlainly)).join();
  }

  private static void readPlainly(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      MessageDigest digest = Sha256.digest();
      digest.update(bytes);
      digest.digest();
      JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scan() throws IOException {
    var index = new EvidenceIndex(EvidenceTree.NOW);
    var files = new EvidenceFiles(root, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    var sweep =
        new EvidenceSweep(
            files,
            index.known(),
            EvidenceSweep.Surroundings.none(new ScanPace()),
            changes -> {
              synchronized (index) {
                index.apply(changes, EvidenceTree.NOW);
              }
            });
    sweep.run("", pool, new ScanProgress());
  }
}
