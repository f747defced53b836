package io.decisionos.gateway.app;

import io.decisionos.gateway.disk.HeldDirectory;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Has the data directory for this gateway alone, from before anything in it is changed until all
 * else has stopped. A worker verticle, one instance.
 */
final class DataVerticle extends VerticleBase {
  /** The version of the layout that this code reads and writes. */
  private static final String STAMP = "decisionos data 1";

  private final Path directory;
  private HeldDirectory held;

  DataVerticle(Path directory) {
    this.directory = directory;
  }

  /** Fails if another gateway has the directory, or a newer version has written it. */
  @Override
  public Future<?> start() throws IOException {
    held = HeldDirectory.open(directory, STAMP);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() throws IOException {
    held.close();
    return Future.succeededFuture();
  }
}
