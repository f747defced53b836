package io.decisionos.gateway.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.limit.MemoryLedger;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.limit.StorageLedger.Holder;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.Precondition;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what is accounted for is what the heap gives. */
final class HeapCostTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final int WRITES = 40_000;

  @TempDir private Path directory;
  private final MemoryLedger memory = new MemoryLedger(Long.MAX_VALUE / 2, Long.MAX_VALUE);

  @Test
  void aKeyedWriteTakesNoMoreThanIsAccountedFor() throws IOException {
    try (var home = new HomeThread()) {
      var account = new Account(new StorageLedger(), Holder.ENTRIES, memory);
      var site = new Site(directory, new TestClock(), home, FileOpener.DISK, account);
      var store =
          home.get(() -> EmbeddedEtagStore.open(site, new Bounds(1 << 20, 1 << 30, 90, 1 << 20)));
      long before = used();
      for (int i = 0; i < WRITES; i++) {
        String name = "resource-" + i;
        home.run(() -> store.put(new StoreKey(ACME, name), body(), once("key of " + name)));
      }
      long real = used() - before;
      assertThat(memory.taken()).isBetween(real * 9 / 10, real * 2);
      home.run(store::close);
    }
  }

  private static Draft body() {
    return new Draft(Buffer.buffer("1"), Duration.ofHours(1));
  }

  private static Terms once(String name) {
    return new Terms(
        Precondition.NONE, Long.MAX_VALUE, Optional.of(new StoreKey(ACME, name + "-".repeat(99))));
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
