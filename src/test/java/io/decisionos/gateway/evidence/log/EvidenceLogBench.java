package io.decisionos.gateway.evidence.log;

import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceFilter;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Fingerprint;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.keep.Holds;
import io.decisionos.gateway.evidence.keep.Plan;
import io.decisionos.gateway.evidence.keep.PolicyDefaults;
import io.decisionos.gateway.evidence.keep.Standing;
import io.decisionos.gateway.tenant.TenantBook;
import io.decisionos.gateway.tenant.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures the log: documents a second into it beside plain Java that makes the same hashes and
 * waits for the disk as often, proofs, and plans beside reads. {@code main DIRECTORY [FILES]}; run
 * it on one core.
 */
public final class EvidenceLogBench {
  private static final TenantId ACME = new TenantId("acme");
  private static final int BATCH = 10_000;
  private static final int ROUNDS = 10;
  private static final int PROOFS = 2_000;
  private static final int READS = 20_000;
  private static final double MILLION = 1e6;

  private final Path home;
  private final KeyPair key = SampleLog.key();

  private EvidenceLogBench(Path home) {
    this.home = home;
  }

  public static void main(String[] arguments) throws Exception {
    int files = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    var bench = new EvidenceLogBench(Path.of(arguments[0]));
    bench.appends();
    bench.proofs(files);
    bench.plans(files);
  }

  private static EvidenceEntry entry(long n) {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(n).array();
    var path = EvidencePath.inPartition("acme", "2026-%02d".formatted(1 + n % 12), "doc-" + n);
    var verdict = new Evidence(false, Optional.of(ACME), Optional.empty(), false, Optional.empty());
    var print = new Fingerprint(2_000, 1_700_000_000_000_000_000L + n, 1, n);
    return new EvidenceEntry(path, print, Optional.of(Sha256.of(bytes, bytes.length)), verdict);
  }

  private static List<EvidenceEntry> entries(long from, long to) {
    var entries = new ArrayList<EvidenceEntry>();
    for (long n = from; n < to; n++) {
      entries.add(entry(n));
    }
    return entries;
  }

  /** Each round is one second's group commit of 10,000 documents, then the same by plain Java. */
  private void appends() throws IOException {
    LogOpening.Opened opened = LogOpening.open(SampleLog.place(home.resolve("a"), key, Disk.REAL));
    var index = new EvidenceIndex(Instant.EPOCH);
    var ours = new double[ROUNDS];
    var plain = new double[ROUNDS];
    for (int round = -3; round < ROUNDS; round++) {
      List<EvidenceEntry> batch = entries((round + 3L) * BATCH, (round + 4L) * BATCH);
      index.apply(Changes.found(batch), Instant.EPOCH);
      var leaves = new ArrayList<Leaf>();
      long begin = System.nanoTime();
      new Happenings(ACME, opened.book(), index.known(), leaves::add)
          .look(batch.stream().map(EvidenceEntry::path).toList(), Instant.now());
      opened.log().append(leaves.stream().map(Leaf::bytes).toList());
      long middle = System.nanoTime();
      plainly(leaves, round);
      long end = System.nanoTime();
      if (round >= 0) {
        ours[round] = BATCH / ((middle - begin) / 1e9);
        plain[round] = BATCH / ((end - middle) / 1e9);
      }
    }
    Arrays.sort(ours);
    Arrays.sort(plain);
    System.out.printf(
        "documents a second into the log: median %.0f (%.0f to %.0f); plain Java %.0f; ratio"
            + " %.2f%n",
        ours[ROUNDS / 2],
        ours[0],
        ours[ROUNDS - 1],
        plain[ROUNDS / 2],
        ours[ROUNDS / 2] / plain[ROUNDS / 2]);
  }

  /** The same leaves hashed, their tree hashed, and as many files written and waited for. */
  private void plainly(List<Leaf> leaves, int round) throws IOException {
    Path folder = Files.createDirectories(home.resolve("plain" + round));
    MessageDigest digest = Sha256.digest();
    ByteBuffer bundle = ByteBuffer.allocate(1 << 17);
    int files = 0;
    for (int n = 0; n < leaves.size(); n++) {
      byte[] leaf = leaves.get(n).bytes();
      digest.update((byte) 0);
      digest.digest(leaf);
      digest.update(new byte[65]);
      digest.digest();
      bundle.put(leaf);
      if (n % 256 == 255 || n == leaves.size() - 1) {
        for (int twice = 0; twice < 2; twice++) {
          write(folder.resolve("f" + files++), bundle.duplicate().flip());
          force(folder);
        }
        bundle.clear();
      }
    }
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(bytes);
      out.force(true);
    }
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void proofs(int files) throws IOException {
    TenantLog log = LogOpening.open(SampleLog.place(home.resolve("p"), key, Disk.REAL)).log();
    for (long from = 0; from < files; from += BATCH) {
      log.append(SampleLog.entries(from, from + BATCH));
    }
    var random = new Random(1);
    var took = new double[PROOFS];
    for (int n = -PROOFS; n < PROOFS; n++) {
      long leaf = (long) (random.nextDouble() * files);
      long begin = System.nanoTime();
      int hashes = log.tree(log.signed()).inclusion(leaf).size() + log.entry(leaf).length;
      if (n >= 0) {
        took[n] = (System.nanoTime() - begin + hashes * 0.0) / MILLION;
      }
    }
    say("a proof among " + files + " leaves", took);
    long begin = System.nanoTime();
    long size = LogOpening.open(SampleLog.place(home.resolve("p"), key, Disk.REAL)).book().size();
    System.out.printf(
        "opening a log of %d leaves: %.1f s%n", size, (System.nanoTime() - begin) / 1e9);
  }

  private static void say(String what, double[] took) {
    Arrays.sort(took);
    System.out.printf(
        "%s: p50 %.3f ms, p99 %.3f ms, most %.3f ms%n",
        what, took[took.length / 2], took[took.length * 99 / 100], took[took.length - 1]);
  }

  private static void plans(EvidenceIndex index) {
    var standing =
        new Standing(
            PolicyDefaults.BUILT_IN,
            TenantBook.EMPTY,
            Holds.NONE,
            Standing.Ages.BY_FILE,
            file -> true);
    long begin = System.nanoTime();
    Plan plan = Plan.of(index.known().all(), standing, Instant.now(), Optional.empty());
    System.out.printf(
        "a plan over %d entries: %.2f s, %d would go%n",
        index.known().size(), (System.nanoTime() - begin) / 1e9, plan.delete().size());
  }

  private static double[] reads(EvidenceIndex index, Random random) {
    var took = new double[READS];
    for (int n = 0; n < READS; n++) {
      var after = EvidencePath.inPartition("acme", "2026-06", "doc-" + random.nextInt(1_000_000));
      long begin = System.nanoTime();
      int found = index.view(ACME, EvidenceFilter.ALL, after, 20).page().entries().size();
      took[n] = (System.nanoTime() - begin + found * 0.0) / MILLION;
    }
    return took;
  }

  private void plans(int files) throws InterruptedException {
    var index = new EvidenceIndex(Instant.EPOCH);
    for (long from = 0; from < files; from += BATCH) {
      index.apply(Changes.found(entries(from, from + BATCH)), Instant.EPOCH);
    }
    var random = new Random(2);
    reads(index, random);
    Map<String, double[]> results = new HashMap<>();
    for (int round = 0; round < 3; round++) {
      results.put("alone", reads(index, random));
      var over = new AtomicBoolean();
      Thread planner =
          new Thread(
              () -> {
                while (!over.get()) {
                  plans(index);
                }
              });
      planner.start();
      results.put("beside", reads(index, random));
      over.set(true);
      planner.join();
    }
    say("a read alone", results.get("alone"));
    say("a read beside plans", results.get("beside"));
  }
}
