package io.decisionos.gateway.storage.embedded;

import static io.decisionos.gateway.storage.Outcomes.problemOf;
import static io.decisionos.gateway.storage.Outcomes.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fault.Problem;
import io.decisionos.gateway.fault.ProblemType;
import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.fixture.Shell;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.Nonce;
import io.decisionos.gateway.storage.ReplayGuard.Claim;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody removes the files of a store that is open: nothing is acknowledged that is in none. */
final class RemovedStoreTest {
  private static final TenantId ACME = new TenantId("acme");

  @TempDir private Path data;
  private final TestClock clock = new TestClock();
  private final FaultyDisk disk = new FaultyDisk();
  private final HomeThread home = new HomeThread();
  private EmbeddedEtagStore entries;
  private EmbeddedReplayGuard nonces;

  @BeforeEach
  void open() throws IOException {
    Site store = site("entries");
    Site guard = site("nonces");
    entries = home.get(() -> EmbeddedEtagStore.open(store, Fixtures.BOUNDS));
    nonces = home.get(() -> EmbeddedReplayGuard.open(guard, Fixtures.BOUNDS));
    resultOf(put("before"));
    resultOf(admit("before"));
  }

  @AfterEach
  void end() {
    home.close();
  }

  private Site site(String name) throws IOException {
    Path folder = Files.createDirectories(data.resolve("store").resolve(name));
    return new Site(folder, clock, home, disk, Fixtures.account());
  }

  private Future<Stored> put(String name) {
    var draft = new Draft(Buffer.buffer("1"), Duration.ofHours(1));
    return AtHome.store(entries, home).put(new StoreKey(ACME, name), draft, Terms.NONE);
  }

  private Future<?> admit(String nonce) {
    var claim =
        new Claim(new Nonce(ACME, nonce), clock.millis(), Duration.ofMinutes(1), Optional.empty());
    return AtHome.guard(nonces, home).admit(claim);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf store",
        "rm -f store/*/*.log",
        "rm -rf store && mkdir -p store/entries store/nonces",
        "mv store elsewhere && cp -r elsewhere store"
      })
  void whatComesAfterARemovalIsRefusedAndOperatorsKnow(String removal) {
    Shell.run("sh", "-c", "cd " + data + " && " + removal);
    for (int i = 0; i < 2; i++) {
      assertRefused(problemOf(put("after" + i)));
      assertRefused(problemOf(admit("after" + i)));
    }
    assertThat(entries.trouble().orElseThrow()).contains(".log", "removed or replaced");
    assertThat(nonces.trouble().orElseThrow()).contains(".log", "removed or replaced");
  }

  private static void assertRefused(Problem problem) {
    assertThat(problem.type()).isEqualTo(ProblemType.STORAGE_UNAVAILABLE);
    assertThat(problem.members()).containsEntry("outcome", "unknown");
  }

  @Test
  void whatIsRemovedWhileTheDiskIsWaitedForIsNotAcknowledged() {
    disk.beforeForce(() -> Shell.run("rm", "-rf", data.resolve("store").toString()));
    assertRefused(problemOf(admit("meanwhile")));
  }
}
