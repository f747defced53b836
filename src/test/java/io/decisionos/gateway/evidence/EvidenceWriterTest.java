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
import io.decisionos.gateway.fixture.Await;
import io.decisionos.gateway.ops.Check;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
  private volatile boolean readOnly;

  @BeforeEach
  void open() throws IOException {
    var disk =
        new Disk() {
          @Override
          public void link(Path name, Path file) throws IOException {
            if (readOnly) {
              throw new IOException("Read-only file system");
            }
            Disk.super.link(name, file);
          }
        };
    var store = new EvidenceStore(root, new EvidenceFiles(root, CLOCK), disk);
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

  /** All that there is can be read meanwhile. */
  @Test
  void whatCannotBeWrittenIsToldUntilSomethingCanBe() throws IOException {
    readOnly = true;
    Check well = Check.ok(new JsonObject());
    assertThat(writer.trouble().check(well).state()).isEqualTo(Check.State.OK);

    assertRefused(() -> take(ONE), ProblemType.STORAGE_UNAVAILABLE);
    assertThat(writer.trouble().check(well).state()).isEqualTo(Check.State.DEGRADED);
    assertThat(writer.trouble().check(well).cause().orElseThrow())
        .contains(PATH.text(), "Read-only file system");

    readOnly = false;
    Await.until(
        Duration.ofSeconds(20),
        () -> within(this::looked).state() == Check.State.OK,
        () -> writer.trouble().check(well));
    assertThat(take(ONE).created()).isTrue();
    try (Stream<Path> left = Files.walk(root).filter(Files::isRegularFile)) {
      assertThat(left).containsExactly(root.resolve(PATH.text()));
    }
  }

  private Future<Check> looked() {
    writer.trouble().look();
    return Future.succeededFuture(writer.trouble().check(Check.ok(new JsonObject())));
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
