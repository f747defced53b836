package io.decisionos.gateway.storage.embedded;

import io.decisionos.gateway.disk.FileOpener;
import io.decisionos.gateway.storage.AtHome;
import io.decisionos.gateway.storage.ReplayGuard;
import io.decisionos.gateway.storage.ReplayGuardContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by files. */
final class EmbeddedReplayGuardTest extends ReplayGuardContract {
  @TempDir private Path directory;
  private final HomeThread home = new HomeThread();
  private EmbeddedReplayGuard guard;

  @BeforeEach
  void open() {
    var site = new Site(directory, clock, home, FileOpener.DISK, Fixtures.account());
    guard = home.get(() -> EmbeddedReplayGuard.open(site, Fixtures.BOUNDS));
  }

  @AfterEach
  void close() {
    home.run(guard::close);
    home.close();
  }

  @Override
  protected ReplayGuard guard() {
    return AtHome.guard(guard, home);
  }

  @Override
  protected void keepHouse() {
    home.run(guard::keepHouse);
  }

  /** The files are all that is left of the guard before; nobody closes it. */
  @Override
  protected void crash() {
    open();
  }
}
