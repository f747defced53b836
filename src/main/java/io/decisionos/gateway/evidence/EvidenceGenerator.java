package io.decisionos.gateway.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fills a folder with made-up evidence, flat and partitioned, WIP and LOCKED; the same seed makes
 * the same files. Confined to one thread.
 */
public final class EvidenceGenerator {
  private static final double LOCKED_SHARE = 0.3;
  private static final double FLAT_SHARE = 0.2;

  private final Path root;
  private final Random random;
  private final Plan plan;

  /**
   * What to make.
   *
   * @param tampered the share of files whose signature is wrong
   * @param broken the share of files that are no documents
   */
  public record Plan(List<String> tenants, int files, long seed, double tampered, double broken) {

    /** A plan for so many tenants whose names do not matter. */
    public Plan(int tenants, int files, long seed, double tampered, double broken) {
      this(
          IntStream.range(0, tenants).mapToObj(i -> "tenant-" + i).toList(),
          files,
          seed,
          tampered,
          broken);
    }

    /** Tells whether such files can be made. */
    public boolean isPossible() {
      return !tenants.isEmpty()
          && files >= 0
          && tampered >= 0
          && broken >= 0
          && tampered + broken <= 1;
    }
  }

  public EvidenceGenerator(Path root, Plan plan) {
    this.root = root;
    this.plan = plan;
    this.random = new Random(plan.seed());
  }

  /** Writes all files; those that are there already under the same names are replaced. */
  public void run() throws IOException {
    for (int number = 0; number < plan.files(); number++) {
      String tenant = plan.tenants().get(random.nextInt(plan.tenants().size()));
      Path file = root.resolve(path(tenant, number));
      Files.createDirectories(file.getParent());
      Files.write(file, content(tenant));
    }
  }

  private String path(String tenant, int number) {
    String suffix = random.nextDouble() < LOCKED_SHARE ? ".locked.json" : ".json";
    String name = "evidence_%08d%s".formatted(number, suffix);
    int month = 1 + random.nextInt(12);
    return random.nextDouble() < FLAT_SHARE
        ? name
        : "%s/2025-%02d/%s".formatted(tenant, month, name);
  }

  private byte[] content(String tenant) {
    double fate = random.nextDouble();
    long seed = random.nextLong();
    if (fate < plan.tampered()) {
      return EvidenceSample.tampered(tenant, seed);
    }
    return fate < plan.tampered() + plan.broken()
        ? EvidenceSample.broken(tenant, seed)
        : EvidenceSample.valid(tenant, seed);
  }
}
