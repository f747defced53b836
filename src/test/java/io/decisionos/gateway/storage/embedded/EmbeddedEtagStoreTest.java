package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.EtagStore;
import io.decisionos.gateway.storage.EtagStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by files. */
final class EmbeddedEtagStoreTest extends EtagStoreContract {
  @TempDir private Path directory;
  private final HomeThread home = new HomeThread();
  private EmbeddedEtagStore store;

  @BeforeEach
  void open() {
    var site = new Site(directory, clock, home, FileOpener.DISK, Fixtures.account());
    store = home.get(() -> EmbeddedEtagStore.open(site, Fixtures.BOUNDS));
  }

  @AfterEach
  void close() {
    home.run(store::close);
    home.close();
  }

  @Override
  protected EtagStore store() {
    return AtHome.store(store, home);
  }

  @Override
  protected void keepHouse() {
    home.run(store::keepHouse);
  }
}
