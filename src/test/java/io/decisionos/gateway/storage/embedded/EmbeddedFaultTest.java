package io.decisionos.gateway.storage.embedded;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.Entry;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.ReplayGuard.Claim;
import io.decisionos.gateway.storage.ReplayGuard.Verdict;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Stored;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers see when the disk fails, and that the stores recover from it. */
final class EmbeddedFaultTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path directory;
  private final TestClock clock = new TestClock();
  private final FaultyDisk disk = new FaultyDisk();
  private final HomeThread home = new HomeThread();
  private EmbeddedEtagStore opened;
  private EmbeddedReplayGuard openedGuard;

  @AfterEach
  void end() {
    home.close();
  }

  @Test
  void onAFullDiskAWriteIsRefusedAndNothingIsHalfWritten() {
    EtagStore store = open();
    Stored first = resultOf(put(store, "a", "before"));
    disk.fillUpAfter(40);
    assertThat(problemOf(put(store, "a", "x".repeat(100))).type())
        .isEqualTo(ProblemType.STORAGE_FULL);
    assertThat(read(store, "a").tag()).isEqualTo(first.tag());
    assertThat(read(open(), "a").tag()).isEqualTo(first.tag());
  }

  @Test
  void aDiskThatHasSpaceAgainIsUsedAgain() {
    EtagStore store = open();
    disk.fillUpAfter(40);
    problemOf(put(store, "a", "x".repeat(100)));
    disk.fillUpAfter(Long.MAX_VALUE);
    Stored stored = resultOf(put(store, "a", "after"));
    assertThat(stored.created()).isTrue();
    assertThat(read(open(), "a").tag()).isEqualTo(stored.tag());
  }

  @Test
  void everyoneInAGroupThatCannotBeWrittenIsToldSo() {
    EtagStore store = open();
    disk.fillUpAfter(100);
    List<Future<Stored>> sharingOneWrite =
        home.get(() -> IntStream.range(0, 3).mapToObj(i -> put(opened, "k" + i, "body")).toList());
    sharingOneWrite.forEach(
        put -> assertThat(problemOf(put).type()).isEqualTo(ProblemType.STORAGE_FULL));
    assertThat(resultOf(store.usage(ACME)).entries()).isZero();
  }

  @Test
  void aBugWhileAGroupIsWrittenIsHeardByEveryoneInIt() {
    EtagStore store = open();
    disk.throwing(Optional.of(new IllegalStateException("a bug of the test")));
    List<Future<Stored>> sharingOneWrite =
        home.get(() -> IntStream.range(0, 3).mapToObj(i -> put(opened, "k" + i, "body")).toList());
    sharingOneWrite.forEach(
        put -> assertThat(problemOf(put).type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE));
    disk.throwing(Optional.empty());
    assertThat(resultOf(put(store, "a", "after")).created()).isTrue();
    assertThat(resultOf(store.usage(ACME)).entries()).isEqualTo(1);
  }

  @Test
  void aFailedWriteThatCannotBeTakenBackHasAnUnknownOutcome() {
    EtagStore store = open();
    disk.fillUpAfter(40);
    disk.failToTruncate();
    Problem problem = problemOf(put(store, "a", "x".repeat(100)));
    assertThat(problem.type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
    assertThat(problem.members()).containsEntry("outcome", "unknown");
    disk.fillUpAfter(Long.MAX_VALUE);
    assertThat(problemOf(put(store, "b", "x")).type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
  }

  @Test
  void aNonceOfWhichTheDiskIsNotSureIsUsedUp() {
    ReplayGuard guard = openGuard();
    disk.failToForce();
    Problem problem = problemOf(guard.admit(claim("n")));
    assertThat(problem.members()).containsEntry("outcome", "unknown");
    assertThat(resultOf(guard.admit(claim("n")))).isEqualTo(Verdict.REJECT_EXIST);
  }

  @Test
  void aNonceThatWasNotWrittenIsNotUsedUp() {
    ReplayGuard guard = openGuard();
    disk.fillUpAfter(10);
    assertThat(problemOf(guard.admit(claim("n"))).type()).isEqualTo(ProblemType.STORAGE_FULL);
    disk.fillUpAfter(Long.MAX_VALUE);
    assertThat(resultOf(guard.admit(claim("n")))).isEqualTo(Verdict.ALLOW);
  }

  @Test
  void noncesThatArriveTogetherWaitForTheDiskOnce() {
    openGuard();
    int before = disk.forces();
    home.run(() -> IntStream.range(0, 100).forEach(i -> openedGuard.admit(claim("n" + i))));
    home.run(() -> {});
    assertThat(disk.forces() - before).isEqualTo(1);
  }

  @Test
  void aDiskThatFailsBetweenWritesIsTroubleBeforeTheNextOne() {
    resultOf(put(open(), "a", "x"));
    disk.failToForce();
    assertThat(home.get(this::keptHouse)).isFalse();
    assertThat(opened.trouble()).isPresent();
  }

  private boolean keptHouse() {
    try {
      opened.keepHouse();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private EtagStore open() {
    var site = new Site(directory, clock, home, disk, Fixtures.account());
    opened = home.get(() -> EmbeddedEtagStore.open(site, Fixtures.BOUNDS));
    return AtHome.store(opened, home);
  }

  private ReplayGuard openGuard() {
    var site = new Site(directory, clock, home, disk, Fixtures.account());
    openedGuard = home.get(() -> EmbeddedReplayGuard.open(site, Fixtures.BOUNDS));
    return AtHome.guard(openedGuard, home);
  }

  private static Future<Stored> put(EtagStore store, String name, String body) {
    var draft = new Draft(Buffer.buffer(body), Duration.ofHours(1));
    return store.put(new StoreKey(ACME, name), draft, Terms.NONE);
  }

  private static Entry read(EtagStore store, String name) {
    return resultOf(store.get(new StoreKey(ACME, name))).orElseThrow();
  }

  private Claim claim(String nonce) {
    return new Claim(
        new Nonce(ACME, nonce), clock.millis(), Duration.ofMinutes(1), Optional.empty());
  }
}
