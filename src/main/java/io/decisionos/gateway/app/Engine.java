package io.decisionos.gateway.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** Vert.x with what this gateway needs of it, and no more. */
final class Engine {
  private Engine() {}

  static Vertx withLoops(int count) {
    // Nothing is served from files; the cache would need a writable temporary directory.
    var files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(count)
            .setFileSystemOptions(files)
            // Falls back to the JDK's transport where there is no native one.
            .setPreferNativeTransport(true)
            // There is one class loader; setting it on every turn is work for nothing.
            .setDisableTCCL(true));
  }
}
