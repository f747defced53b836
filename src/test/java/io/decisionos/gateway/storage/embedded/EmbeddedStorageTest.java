package io.decisionos.gateway.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.decisionos.gateway.fixture.FaultyDisk;
import io.decisionos.gateway.limit.StorageLedger;
import io.decisionos.gateway.storage.Backend;
import io.decisionos.gateway.storage.Draft;
import io.decisionos.gateway.storage.EtagStores;
import io.decisionos.gateway.storage.StoreKey;
import io.decisionos.gateway.storage.Terms;
import io.decisionos.gateway.storage.TestClock;
import io.decisionos.gateway.tenant.TenantId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedStorageTest {
  @TempDir private Path root;
  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();
  private final FaultyDisk disk = new FaultyDisk();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private <T> Future<T> atHome(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    home.runOnContext(v -> work.get().onComplete(done));
    return done.future();
  }

  @Test
  void aStoreThatCannotBeClosedWellStillLetsGoOfItsDirectory() throws IOException {
    var storage =
        new EmbeddedStorage(
            root,
            Fixtures.BOUNDS,
            Fixtures.BOUNDS,
            new TestClock(),
            disk,
            new StorageLedger(),
            Fixtures.memory());
    Backend<EtagStores> backend = atHome(() -> storage.openEtags(home)).await();
    var key = new StoreKey(new TenantId("acme"), "a");
    var draft = new Draft(Buffer.buffer("x"), Draft.DEFAULT_TTL);
    atHome(() -> backend.store().entries().put(key, draft, Terms.NONE)).await();
    disk.failToForce();

    boolean closed = atHome(() -> backend.close().map(true).otherwise(false)).await();

    assertThat(closed).isFalse();
    StoreDirectory.open(root).close();
  }
}
