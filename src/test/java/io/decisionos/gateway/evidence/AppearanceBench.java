package io.decisionos.gateway.evidence;

import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Measures the time from a file's appearance to its leaf under a checkpoint, in a gateway that has
 * many files. {@code main DIRECTORY [FILES]}, with some 4 GB of heap for a million.
 */
public final class AppearanceBench {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int APPEARANCES = 200;
  private static final int IN_A_FOLDER = 100_000;

  private AppearanceBench() {}

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    Path root = home.resolve("var/evidence");
    write(root, files);
    System.out.println(files + " files written");
    try (var gateway = RunningGateway.start(home)) {
      long begin = System.nanoTime();
      while (size(gateway) < files) {
        // Whoever asks often has the scan make way.
        Thread.sleep(1000);
      }
      System.out.printf("all logged after %.1f s%n", (System.nanoTime() - begin) / 1e9);
      measure(gateway, root, files);
    }
  }

  private static void write(Path root, int files) throws IOException {
    for (int n = 0; n < files; n++) {
      Path folder = root.resolve("acme-corp/20%02d-01".formatted(n / IN_A_FOLDER));
      if (n % IN_A_FOLDER == 0) {
        Files.createDirectories(folder);
      }
      Files.write(
          folder.resolve("evidence_" + n + ".json"), EvidenceSample.valid("acme-corp", n % 100));
    }
  }

  private static void measure(RunningGateway gateway, Path root, int files) throws IOException {
    var took = new double[APPEARANCES];
    for (int n = 0; n < APPEARANCES; n++) {
      int size = files + n + 1;
      Files.write(
          root.resolve("evidence_new-" + n + ".json"), EvidenceSample.valid("acme-corp", n));
      long begin = System.nanoTime();
      Await.until(PATIENCE, () -> size(gateway) >= size, () -> size(gateway));
      took[n] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(took);
    System.out.printf(
        "from appearance to leaf with %d files: p50 %.0f ms, p99 %.0f ms, most %.0f ms%n",
        files, took[APPEARANCES / 2], took[APPEARANCES * 99 / 100], took[APPEARANCES - 1]);
  }

  private static long size(RunningGateway gateway) {
    String[] lines = gateway.get("/evidence/log/acme-corp/checkpoint").body().split("\n", 3);
    return lines.length > 1 && lines[1].matches("\\d+") ? Long.parseLong(lines[1]) : -1;
  }
}
