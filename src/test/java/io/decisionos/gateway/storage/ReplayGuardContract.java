package io.decisionos.gateway.storage;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static io.decisionos.gateway.storage.ReplayGuard.RETENTION;
import static io.decisionos.gateway.storage.ReplayGuard.Verdict.ALLOW;
import static io.decisionos.gateway.storage.ReplayGuard.Verdict.REJECT_CLOCKSKEW;
import static io.decisionos.gateway.storage.ReplayGuard.Verdict.REJECT_EXIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.storage.ReplayGuard.Claim;
import io.decisionos.gateway.storage.ReplayGuard.Verdict;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ReplayGuard} must do. A backend is done when it extends this and passes. */
public abstract class ReplayGuardContract {
  protected static final TenantId ACME = new TenantId("acme");
  protected static final TenantId GLOBEX = new TenantId("globex");
  private static final Duration SKEW = Duration.ofSeconds(60);

  protected final TestClock clock = new TestClock();

  /** The guard under test, empty for each test, with the test's clock. */
  protected abstract ReplayGuard guard();

  /** Lets the guard do what it does in the background. */
  protected abstract void keepHouse();

  /** Ends the guard without a farewell and opens it again. */
  protected abstract void crash();

  @Test
  void aNonceIsAllowedOnce() {
    assertThat(admit("n", 0)).isEqualTo(ALLOW);
    assertThat(admit("n", 0)).isEqualTo(REJECT_EXIST);
    assertThat(admit("n", 1)).isEqualTo(REJECT_EXIST);
  }

  @Test
  void theSameNonceOfTwoTenantsNeverMeets() {
    assertThat(admit("n", 0)).isEqualTo(ALLOW);
    assertThat(resultOf(guard().admit(claim(GLOBEX, "n", 0)))).isEqualTo(ALLOW);
  }

  @ParameterizedTest
  @ValueSource(longs = {-60_001, 60_001, -3_600_000, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2})
  void aTimestampBeyondTheSkewIsRefused(long off) {
    assertThat(admit("n", off)).isEqualTo(REJECT_CLOCKSKEW);
  }

  @ParameterizedTest
  @ValueSource(longs = {-60_000, 60_000, 0})
  void aTimestampAtTheEdgeOfTheSkewIsAllowed(long off) {
    assertThat(admit("n", off)).isEqualTo(ALLOW);
  }

  @Test
  void aRefusedNonceIsNotUsedUp() {
    assertThat(admit("n", 90_000)).isEqualTo(REJECT_CLOCKSKEW);
    assertThat(admit("n", 0)).isEqualTo(ALLOW);
  }

  @Test
  void skewIsLookedAtBeforeExistence() {
    assertThat(admit("n", 0)).isEqualTo(ALLOW);
    assertThat(admit("n", 90_000)).isEqualTo(REJECT_CLOCKSKEW);
  }

  @Test
  void whoHasNoRoomHearsOfSkewAndOfUseFirstAndOfAClaimThatWasMadeOnce() {
    var name = Optional.of(new StoreKey(ACME, "name"));
    var once = new Claim(new Nonce(ACME, "n"), clock.millis(), SKEW, name);
    assertThat(resultOf(guard().admit(once))).isEqualTo(ALLOW);

    assertThat(resultOf(guard().admit(claim(ACME, "n", 0).within(0)))).isEqualTo(REJECT_EXIST);
    assertThat(resultOf(guard().admit(claim(ACME, "n", 90_000).within(0))))
        .isEqualTo(REJECT_CLOCKSKEW);
    assertThat(resultOf(guard().admit(once.within(0)))).isEqualTo(ALLOW);
    assertThat(problemOf(guard().admit(claim(ACME, "fresh", 0).within(0))).type())
        .isEqualTo(ProblemType.TENANT_STORAGE_FULL);
    assertThat(admit("fresh", 0)).isEqualTo(ALLOW);
  }

  @Test
  void aNonceIsKeptForTheLaterOfTwoTimes() {
    assertThat(admit("old", -60_000)).isEqualTo(ALLOW);
    assertThat(admit("new", 60_000)).isEqualTo(ALLOW);
    clock.step(RETENTION);
    keepHouse();
    assertThat(admit("old", 0)).isEqualTo(REJECT_EXIST);
    clock.step(Duration.ofMillis(1));
    keepHouse();
    assertThat(admit("old", 0)).isEqualTo(ALLOW);
    clock.step(Duration.ofMillis(59_999));
    keepHouse();
    assertThat(admit("new", 0)).isEqualTo(REJECT_EXIST);
    clock.step(Duration.ofMillis(1));
    keepHouse();
    assertThat(admit("new", 0)).isEqualTo(ALLOW);
  }

  @Test
  void theClockOfTheGuardNeverRunsBackwards() {
    long first = clock.millis();
    assertThat(resultOf(guard().admit(at(first, "n")))).isEqualTo(ALLOW);
    clock.step(Duration.ofHours(1));
    assertThat(admit("later", 0)).isEqualTo(ALLOW);
    keepHouse();
    clock.step(Duration.ofHours(-1));
    assertThat(resultOf(guard().admit(at(first, "n")))).isEqualTo(REJECT_CLOCKSKEW);
    crash();
    assertThat(resultOf(guard().admit(at(first, "n")))).isEqualTo(REJECT_CLOCKSKEW);
  }

  @Test
  void whatWasAllowedIsKnownAfterACrash() {
    IntStream.range(0, 100).forEach(i -> assertThat(admit("n" + i, 0)).isEqualTo(ALLOW));
    crash();
    IntStream.range(0, 100).forEach(i -> assertThat(admit("n" + i, 0)).isEqualTo(REJECT_EXIST));
    assertThat(admit("fresh", 0)).isEqualTo(ALLOW);
  }

  @Test
  void aClaimThatIsMadeOnceIsAllowedAgainAfterACrashAndNobodyElses() {
    var name = Optional.of(new StoreKey(ACME, "name"));
    var claim = new Claim(new Nonce(ACME, "n"), clock.millis(), SKEW, name);
    assertThat(resultOf(guard().admit(claim))).isEqualTo(ALLOW);
    crash();
    assertThat(resultOf(guard().admit(claim))).isEqualTo(ALLOW);
    assertThat(admit("n", 0)).isEqualTo(REJECT_EXIST);
    clock.step(Terms.REMEMBERED.plusMillis(1));
    keepHouse();
    assertThat(resultOf(guard().admit(claim))).isEqualTo(REJECT_CLOCKSKEW);
  }

  @Test
  void ofManyConcurrentClaimsOneIsAllowed() {
    List<Future<Verdict>> claims =
        IntStream.range(0, 40).mapToObj(i -> guard().admit(claim(ACME, "n", 0))).toList();
    resultOf(Future.all(claims));
    assertThat(claims.stream().filter(claim -> claim.result() == ALLOW)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noPairIsAllowedTwiceHoweverTheClockStepsAndTheGuardCrashes(long seed) {
    var random = new Random(seed);
    var allowed = new HashSet<Claim>();
    var known = new ArrayList<Claim>();
    for (int i = 0; i < 600; i++) {
      disturb(random);
      boolean again = !known.isEmpty() && random.nextBoolean();
      Claim claim = again ? known.get(random.nextInt(known.size())) : fresh(random, i);
      known.add(claim);
      if (resultOf(guard().admit(claim)) == ALLOW) {
        assertThat(allowed.add(claim)).as("seed %d, step %d, %s", seed, i, claim).isTrue();
      }
    }
    assertThat(allowed).isNotEmpty();
  }

  private void disturb(Random random) {
    switch (random.nextInt(40)) {
      case 0 -> crash();
      case 1 -> clock.step(Duration.ofSeconds(random.nextInt(700)));
      case 2 -> clock.step(Duration.ofSeconds(-random.nextInt(700)));
      case 3 -> keepHouse();
      default -> clock.step(Duration.ofMillis(random.nextInt(2000)));
    }
  }

  private Claim fresh(Random random, int i) {
    long timestamp = clock.millis() + random.nextInt(600_001) - 300_000;
    return new Claim(new Nonce(ACME, "n" + i), timestamp, RETENTION, Optional.empty());
  }

  protected final Verdict admit(String nonce, long off) {
    return resultOf(guard().admit(claim(ACME, nonce, off)));
  }

  protected final Claim claim(TenantId tenant, String nonce, long off) {
    return new Claim(new Nonce(tenant, nonce), clock.millis() + off, SKEW, Optional.empty());
  }

  private static Claim at(long timestamp, String nonce) {
    return new Claim(new Nonce(ACME, nonce), timestamp, SKEW, Optional.empty());
  }
}
