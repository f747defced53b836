package io.decisionos.gateway.evidence.index;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.scan.EvidenceSweep;
import io.decisionos.gateway.evidence.scan.EvidenceTree;
import io.decisionos.gateway.evidence.scan.ScanPace;
import io.decisionos.gateway.evidence.scan.ScanProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;

/** Changes files and keeps the index of them, until it is killed; see {@link IndexLogTest}. */
final class IndexLogWriter {
  private static final int FILES = 200;

  private IndexLogWriter() {}

  static Process start(Path root, Path log, int seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            IndexLogWriter.class.getName(),
            root.toString(),
            log.toString(),
            String.valueOf(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Prints a line when it has begun, and never ends by itself. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    var random = new Random(Long.parseLong(arguments[2]));
    var log = new IndexLog(Path.of(arguments[1]));
    var index = new EvidenceIndex(EvidenceTree.NOW);
    index.apply(Changes.found(List.copyOf(log.open())), EvidenceTree.NOW);
    var files = new EvidenceFiles(root, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    var sweep =
        new EvidenceSweep(
            files,
            index.known(),
            EvidenceSweep.Surroundings.none(new ScanPace()),
            changes -> {
              synchronized (index) {
                index.apply(changes, EvidenceTree.NOW);
                log.append(changes, index.known());
              }
            });
    System.out.println("begun");
    while (true) {
      change(root, random);
      sweep.run("", ForkJoinPool.commonPool(), new ScanProgress());
    }
  }

  private static void change(Path root, Random random) throws IOException {
    for (int i = 0; i < 20; i++) {
      Path file = root.resolve("evidence_" + random.nextInt(FILES) + ".json");
      if (random.nextInt(3) == 0) {
        Files.deleteIfExists(file);
      } else {
        Files.write(file, EvidenceSample.valid("tenant-" + random.nextInt(3), random.nextLong()));
      }
    }
  }
}
