package io.decisionos.gateway.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.bus.Deadline;
import io.decisionos.gateway.disk.Disk;
import io.decisionos.gateway.evidence.EvidenceChannels.Intake;
import io.decisionos.gateway.evidence.EvidenceChannels.LockOrder;
import io.decisionos.gateway.evidence.EvidenceChannels.Taken;
import io.decisionos.gateway.evidence.index.Changes;
import io.decisionos.gateway.evidence.index.EvidenceEntry;
import io.decisionos.gateway.evidence.index.EvidenceIndex;
import io.decisionos.gateway.evidence.index.EvidencePath;
import io.decisionos.gateway.evidence.index.Sha256;
import io.decisionos.gateway.evidence.index.Tier;
import io.decisionos.gateway.evidence.scan.EvidenceFiles;
import io.decisionos.gateway.evidence.store.EvidenceStore;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handing in and locking while the index is a moment behind the files. */
final class EvidenceWriterTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-15T12:00:00Z"), ZoneOffset.UTC);
  private static final EvidencePath PATH = EvidencePath.inPartition("acme", "2026-01", "1");
  private static final byte[] ONE = EvidenceSample.valid("acme", 1);
  private static final byte[] TWO = EvidenceSample.valid("acme", 2);

  @TempDir Path root;
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final EvidenceIndex index = new EvidenceIndex(CLOCK.instant());
  private EvidenceWriter writer;

  @BeforeEach
  void open() throws IOException {
    var store = new EvidenceStore(root, new EvidenceFiles(root, CLOCK), Disk.REAL);
    writer =
        new EvidenceWriter(
            index, new Deeds(), store, vertx.createSharedWorkerExecutor("writers", 3), CLOCK);
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private final class Deeds implements OwnDeeds {
    @Override
    public Future<Void> ready(TenantId tenant) {
      return Future.succeededFuture();
    }

    @Override
    public void about(TenantId tenant, EvidencePath path) {}

    @Override
    public void done(Changes changes) {
      index.apply(changes, CLOCK.instant());
    }
  }

  private <T> T within(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(
        v -> Future.succeededFuture().compose(begun -> work.get()).onComplete(done));
    return done.future().await();
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60));
  }

  private Taken take(byte[] document) {
    var intake =
        new Intake(ACME, Optional.of("1"), Buffer.buffer(document), IfMatch.ABSENT, Long.MAX_VALUE);
    return within(() -> writer.take(intake, soon()));
  }

  private EvidenceEntry lock() {
    return within(() -> writer.lock(new LockOrder(ACME, "1"), soon()));
  }

  private void another(byte[] document) throws IOException {
    Path file = root.resolve(PATH.text());
    Files.createDirectories(file.getParent());
    Files.write(file, document);
  }

  private static void assertRefused(ThrowingCallable work, ProblemType type) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().type()).isEqualTo(type));
  }

  @Test
  void theSameBytesAreTakenAgainBeforeTheIndexKnowsThatAnotherGatewayTookThem() throws IOException {
    another(ONE);

    assertRefused(() -> take(TWO), ProblemType.EVIDENCE_EXISTS);
    assertThat(take(ONE).created()).isFalse();
    assertThat(index.find(ACME, "1")).isPresent();
  }

  @Test
  void whatIsLockedIsTheFileAsItIsNow() throws IOException {
    take(ONE);
    another(TWO);
    EvidenceEntry locked = lock();

    assertThat(locked.tier()).isEqualTo(Tier.LOCKED);
    assertThat(locked.sha256()).contains(Sha256.of(TWO, TWO.length));
  }

  @Test
  void aFileThatIsNotWhatWasSignedAnyMoreIsNotLockedNorOneThatIsGone() throws IOException {
    take(ONE);
    another(EvidenceSample.tampered("acme", 3));
    assertRefused(this::lock, ProblemType.EVIDENCE_TAMPERED);
    Files.delete(root.resolve(PATH.text()));

    assertRefused(this::lock, ProblemType.REQUEST_NOT_FOUND);
  }
}
