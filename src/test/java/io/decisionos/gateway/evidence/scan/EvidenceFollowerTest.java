package io.decisionos.gateway.evidence.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.evidence.EvidenceSample;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.Evidence;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.fixture.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That an index keeps up with its files. */
@Timeout(60)
class EvidenceFollowerTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path root;
  private final EvidenceIndex index = new EvidenceIndex(EvidenceTree.NOW);
  private final BlockingQueue<Changes> told = new LinkedBlockingQueue<>();
  private final AtomicInteger scans = new AtomicInteger();
  private volatile boolean failing;
  private EvidenceTree tree;
  private EvidenceFollower follower;

  @BeforeEach
  void openTree() throws IOException {
    tree = new EvidenceTree(root);
    tree.writeValid("evidence_1.json", "acme");
    tree.writeValid("acme/2025-01/evidence_2.json", "acme");
  }

  @AfterEach
  void close() throws IOException {
    follower.close();
  }

  private void follow(Duration sweep, Duration rehash) throws IOException {
    follow(sweep, rehash, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
  }

  private void follow(Duration sweep, Duration rehash, Clock clock) throws IOException {
    var files = new EvidenceFiles(root, clock);
    var settings =
        new EvidenceSettings(sweep, 2, rehash, "decisionos", Duration.ZERO, EvidenceRoot.OWN);
    follower = new EvidenceFollower(files, index.known(), settings, new Told());
    follower.start().join();
    await(() -> index.known().size() == 2);
  }

  private final class Told implements EvidenceFollower.Listener {
    @Override
    public void changed(Changes changes) {
      told.add(changes);
    }

    @Override
    public void scanned(ScanReport report) {
      if (scans.incrementAndGet() > 1 && failing) {
        throw new StackOverflowError("made up by a test");
      }
    }
  }

  /** Applies what is told, on this thread, until a condition holds; the timeout ends the wait. */
  private void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Changes changes = told.poll(20, TimeUnit.SECONDS);
        assertThat(changes).as("nothing more is told").isNotNull();
        index.apply(changes, EvidenceTree.NOW);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean knows(String path) {
    return index.known().get(new EvidencePath(path)).isPresent();
  }

  @Test
  void theFirstScanFindsEverything() throws IOException {
    follow(NEVER, NEVER);

    assertThat(follower.lastScan().orElseThrow().progress().filesRead()).isEqualTo(2);
    assertThat(follower.running()).isEmpty();
    assertThat(follower.unwatchedFolders()).isZero();
  }

  @Test
  void eventsTellOfFilesThatComeChangeAndGo() throws IOException {
    follow(NEVER, NEVER);

    tree.writeValid("acme/2025-01/evidence_3.json", "acme");
    await(() -> knows("acme/2025-01/evidence_3.json"));

    tree.write("evidence_1.json", EvidenceSample.tampered("acme", 1));
    await(() -> index.known().get(new EvidencePath("evidence_1.json")).orElseThrow().tampered());

    Files.delete(root.resolve("acme/2025-01/evidence_2.json"));
    await(() -> !knows("acme/2025-01/evidence_2.json"));
  }

  @Test
  void eventsTellOfFoldersThatComeAndGo() throws IOException {
    follow(NEVER, NEVER);

    tree.writeValid("globex/2025-01/evidence_4.json", "globex");
    await(() -> knows("globex/2025-01/evidence_4.json"));

    Path outside = Files.createTempDirectory("moved").resolve("globex");
    Files.move(root.resolve("globex"), outside);
    await(() -> !knows("globex/2025-01/evidence_4.json"));
  }

  @ParameterizedTest
  @CsvSource({"PT0.01S, PT1S", "PT1S, PT9S", "PT50S, PT10S", "PT300S, PT1S"})
  void sweepsSpareTheMachineAsFarAsChangesAreStillFoundInTime(Duration took, Duration rest)
      throws IOException {
    follow(NEVER, NEVER);

    assertThat(EvidenceFollower.rest(took, Duration.ofSeconds(1))).isEqualTo(rest);
  }

  @Test
  void aBurstOfChangesIsSeenToItsEnd() throws IOException {
    follow(NEVER, NEVER);
    for (int i = 0; i < 3000; i++) {
      tree.writeValid("acme/2025-01/evidence_burst%d.json".formatted(i), "acme");
    }

    await(() -> index.known().size() == 3002);
  }

  @Test
  void sweepsFindWhatTheFirstScanCouldNot() throws IOException {
    follow(SOON, NEVER);

    tree.writeValid("evidence_5.json", "acme");
    await(() -> knows("evidence_5.json"));
    assertThat(follower.lastScan()).isPresent();
  }

  @Test
  void sweepsGoOnWhateverFailsInOne() throws IOException {
    failing = true;
    follow(SOON, NEVER);

    Await.until(PATIENCE, () -> scans.get() > 3, scans::get);
  }

  @Test
  void everyFileIsReadAgainAsTimeGoesBy() throws IOException {
    follow(NEVER, Duration.ofSeconds(1));
    EvidenceEntry honest = index.known().get(new EvidencePath("evidence_1.json")).orElseThrow();
    var lie =
        new EvidenceEntry(
            honest.path(), honest.print(), honest.sha256(), Evidence.unreadable("a lie"));
    index.apply(Changes.found(List.of(lie)), EvidenceTree.NOW);

    await(() -> index.known().get(honest.path()).orElseThrow().equals(honest));
    assertThat(follower.rehash().rounds()).isNotNegative();
  }

  /**
   * Puts a document there whole that is too large to be read by those who look at many files: a
   * half of it would not be large.
   */
  private void writeLarge(String path, String tenant) throws IOException {
    String small = new String(EvidenceSample.valid(tenant, 1), UTF_8);
    Path aside = Files.writeString(root.resolveSibling("aside"), " ".repeat(2 << 20) + small);
    Files.move(aside, root.resolve(path), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Begins a scan and waits for its sweep; what that has left for later is not waited for. */
  private CompletableFuture<ScanReport> awaitSweep() {
    ScanReport before = follower.lastScan().orElseThrow();
    CompletableFuture<ScanReport> scan = follower.scan();
    Await.until(
        PATIENCE, () -> !follower.lastScan().orElseThrow().equals(before), () -> "no sweep ended");
    return scan;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT0.05S"})
  void aLargeFileHoldsUpNoOtherWhetherEventsTellOrSweeps(Duration sweep) throws Exception {
    var slow = new StandStill();
    follow(sweep, NEVER, slow);
    writeLarge("evidence_large.json", "globex");
    slow.awaitReader();

    tree.writeValid("evidence_3.json", "acme");
    await(() -> knows("evidence_3.json"));
    CompletableFuture<ScanReport> scan = awaitSweep();
    assertThat(knows("evidence_large.json")).isFalse();
    assertThat(scan).isNotDone();
    assertThat(follower.scanning()).isTrue();
    assertThat(follower.longestReading().map(OpenReadings.Reading::path))
        .contains(new EvidencePath("evidence_large.json"));

    slow.end();
    await(() -> knows("evidence_large.json"));
    scan.get(20, TimeUnit.SECONDS);
    assertThat(index.known().get(new EvidencePath("evidence_large.json")).orElseThrow().tampered())
        .isFalse();
  }

  @Test
  void aLargeFileThatGoesWhileItWaitsIsNeverShown() throws Exception {
    var slow = new StandStill();
    follow(NEVER, NEVER, slow);
    writeLarge("evidence_first.json", "globex");
    slow.awaitReader();
    writeLarge("evidence_gone.json", "globex");
    CompletableFuture<ScanReport> scan = awaitSweep();
    Files.delete(root.resolve("evidence_gone.json"));
    Files.delete(root.resolve("evidence_first.json"));

    slow.end();
    scan.get(20, TimeUnit.SECONDS);
    assertThat(told.stream().flatMap(changes -> changes.found().stream())).isEmpty();
  }
}
