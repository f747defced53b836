package io.decisionos.gateway.storage.embedded;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.disk.RefusedFileException;
import io.decisionos.gateway.fault.ProblemException;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.limit.MemoryLedger;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.storage.Precondition;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the embedded stores take in what the heap holds, refuse the rest, and come up again. */
final class MemoryBoundTest {
  private static final TenantId GREEDY = new TenantId("greedy");
  private static final TenantId MODEST = new TenantId("modest");
  private static final long BOUND = 200_000;

  @TempDir private Path directory;
  private final TestClock clock = new TestClock();
  private final HomeThread home = new HomeThread();
  private MemoryLedger memory = new MemoryLedger(BOUND, 2 * BOUND);
  private EmbeddedEtagStore opened;

  @AfterEach
  void end() {
    home.close();
  }

  private Site site(String log, Holder holder) {
    try {
      Path folder = Files.createDirectories(directory.resolve(log));
      var account = new Account(new StorageLedger(), holder, memory);
      return new Site(folder, clock, home, FileOpener.DISK, account);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private EtagStore open() {
    opened =
        home.get(() -> EmbeddedEtagStore.open(site("entries", Holder.ENTRIES), Fixtures.BOUNDS));
    return AtHome.store(opened, home);
  }

  private static Future<Stored> put(EtagStore store, TenantId tenant, int number) {
    var once = Optional.of(new StoreKey(tenant, "once " + number));
    return store.put(
        new StoreKey(tenant, "entry " + number),
        new Draft(Buffer.buffer("1"), Duration.ofHours(1)),
        new Terms(Precondition.NONE, Long.MAX_VALUE, once));
  }

  private static int fill(EtagStore store, TenantId tenant) {
    int accepted = 0;
    while (isStored(put(store, tenant, accepted))) {
      accepted++;
    }
    return accepted;
  }

  private static boolean isStored(Future<Stored> write) {
    try {
      resultOf(write);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  void aGreedyTenantIsRefusedAtItsShareAndTheOthersAreNot() {
    EtagStore store = open();
    assertThat(fill(store, GREEDY)).isBetween(100, 400);
    assertThat(memory.taken()).isLessThanOrEqualTo(BOUND / 2 + 1000);
    assertThat(problemOf(put(store, GREEDY, 100_000)).type())
        .isEqualTo(ProblemType.TENANT_STORAGE_FULL);
    resultOf(put(store, MODEST, 1));
  }

  @Test
  void whatWasAcceptedIsTakenUpByAStartWithTheSameHeap() {
    int accepted = fill(open(), GREEDY);
    memory = new MemoryLedger(BOUND, 2 * BOUND);
    EtagStore again = open();
    assertThat(memory.taken()).isPositive();
    assertThat(resultOf(again.get(new StoreKey(GREEDY, "entry " + (accepted - 1))))).isPresent();
  }

  @Test
  void aStartWithASmallerHeapServesAndRefusesNewRecordsUntilThereIsRoom() {
    fill(open(), GREEDY);
    long taken = memory.taken();
    memory = new MemoryLedger(taken - 1, taken + 10_000);
    EtagStore again = open();
    assertThat(problemOf(put(again, MODEST, 1)).type()).isEqualTo(ProblemType.STORAGE_FULL);
    resultOf(again.delete(new StoreKey(GREEDY, "entry 0"), Terms.NONE));
    resultOf(again.delete(new StoreKey(GREEDY, "entry 1"), Terms.NONE));
    resultOf(put(again, MODEST, 1));
  }

  @Test
  void aStartWhoseHeapCannotHoldItSaysWhatHeapCan() {
    fill(open(), GREEDY);
    memory = new MemoryLedger(1000, 2000);
    assertThatThrownBy(
            () -> EmbeddedEtagStore.open(site("entries", Holder.ENTRIES), Fixtures.BOUNDS))
        .isInstanceOf(RefusedFileException.class)
        .hasMessageContaining("entries")
        .hasMessageContaining("-Xmx");
  }

  @Test
  void anAnswerForWhichThereIsNoRoomIsKnownBeforeTheRequestIsDone() {
    EtagStore store = open();
    assertThat(home.get(() -> opened.fullFor(GREEDY))).isEmpty();
    fill(store, GREEDY);
    assertThat(home.get(() -> opened.fullFor(GREEDY))).isPresent();
    assertThat(home.get(() -> opened.fullFor(MODEST))).isEmpty();
  }

  @Test
  void noncesCountInTheSameMemoryAndAreNotUsedUpWhenTheyAreRefused() throws ProblemException {
    memory.add(GREEDY, BOUND / 2);
    var guard =
        home.get(() -> EmbeddedReplayGuard.open(site("nonces", Holder.NONCES), Fixtures.BOUNDS));
    ReplayGuard asked = AtHome.guard(guard, home);
    assertThat(problemOf(asked.admit(claim(GREEDY, "n"))).type())
        .isEqualTo(ProblemType.STORAGE_FULL);
    assertThat(resultOf(asked.admit(claim(MODEST, "n")))).isEqualTo(ReplayGuard.Verdict.ALLOW);
  }

  private ReplayGuard.Claim claim(TenantId tenant, String nonce) {
    return new ReplayGuard.Claim(
        Nonce.parse(tenant, nonce).orElseThrow(),
        clock.millis(),
        Duration.ofSeconds(60),
        Optional.empty());
  }
}
