package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cold scan against a plain program that reads, hashes and parses the same files with as many
 * threads. Not run with the tests; name it: {@code mvn test -Dtest=ScanBenchmark}.
 */
class ScanBenchmark {
  private static final int FILES = 20_000;
  private static final int ROUNDS = 12;
  private static final int THREADS = 2;
  private static final double MOST = 1.5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;

  @Test
  void aColdScanTakesAtMostHalfAsMuchAgainAsPlainReading() throws Exception {
    new EvidenceGenerator(root, new EvidenceGenerator.Plan(5, FILES, 1, 0.02, 0)).run();
    ForkJoinPool pool = ScanThreads.pool(THREADS);
    long plain = Long.MAX_VALUE;
    long scan = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      plain = Math.min(plain, nanos(() -> readPlainly(pool)));
      scan = Math.min(scan, nanos(() -> scan(pool)));
      System.out.printf(
          "round %d: best plain %d ms, best scan %d ms%n",
          round, plain / 1_000_000, scan / 1_000_000);
    }
    pool.shutdown();
    assertThat((double) scan / plain).isLessThan(MOST);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static long nanos(Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    return System.nanoTime() - begin;
  }

  private void readPlainly(ForkJoinPool pool) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(root)) {
      files = found.filter(path -> path.toString().endsWith(".json")).toList();
    }
    pool.submit(() -> files.parallelStream().forEach(ScanBenchmark::readPlainly)).join();
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

  private void scan(ForkJoinPool pool) throws IOException {
    var index = new EvidenceIndex(EvidenceTree.NOW);
    var files = new EvidenceFiles(root, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    var sweep =
        new EvidenceSweep(
            files,
            index.known(),
            EvidenceSweep.FolderListener.NONE,
            changes -> {
              synchronized (index) {
                index.apply(changes, EvidenceTree.NOW);
              }
            });
    sweep.run("", pool, new ScanProgress());
    assertThat(index.known().size()).isEqualTo(FILES);
  }
}
